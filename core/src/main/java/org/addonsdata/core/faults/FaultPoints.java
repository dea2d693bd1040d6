package org.addonsdata.core.faults;

/**
 * Is told when an operation passes one of its named moments, such as {@code
 * "switch.tables-renamed"}.
 */
@FunctionalInterface
public interface FaultPoints {
    /** Passes every moment without doing anything. */
    FaultPoints NONE = point -> {};

    /**
     * @param point dotted words of the domain, without blanks
     */
    void reached(String point);
}
