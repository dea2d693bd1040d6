package org.addonsdata.cli.doctor;

import java.util.List;

/** Looks at one thing. */
public interface Check {
    /** What is looked at, in a word of at most ten letters, such as {@code "disk"}. */
    String topic();

    /**
     * Looks and changes nothing.
     *
     * @return none where there is nothing of the kind to look at
     */
    List<Finding> look(Patient patient);
}
