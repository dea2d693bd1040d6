package org.addonsdata.lifecycle.usecase;

/**
 * One step of a use case and what became of it.
 *
 * @param detail what was done, or why nothing was
 */
public record Step(Name name, boolean performed, String detail) {
    /** The steps, in their order. */
    public enum Name {
        CREATE("create"),
        MIGRATE("migrate"),
        INITIAL_DATA("initial data"),
        SEED("seed"),
        INDEX("index"),
        SWITCH("switch");

        private final String text;

        Name(String text) {
            this.text = text;
        }

        /** As people read it. */
        public String text() {
            return text;
        }

        /** The same in the name of a fault point. */
        String point() {
            return text.replace(' ', '-');
        }
    }
}
