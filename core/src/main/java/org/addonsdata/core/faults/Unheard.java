package org.addonsdata.core.faults;

/** What passes moments to which nobody need listen. */
public interface Unheard extends FaultPoints {
    /** Does nothing, unless a test listens. */
    @Override
    default void reached(String point) {}
}
