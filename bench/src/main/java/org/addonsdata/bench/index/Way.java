package org.addonsdata.bench.index;

import java.util.List;

/** The ways to fill an index that are compared. */
sealed interface Way {
    /** As the table has it. */
    String title();

    /** As arguments of the process that goes this way. */
    List<String> arguments();

    /** {@code addons-data reindex}: build, verify, publish, drop the one before. */
    record Ours() implements Way {
        @Override
        public String title() {
            return "addons-data reindex";
        }

        @Override
        public List<String> arguments() {
            return List.of("ours");
        }
    }

    /**
     * What addons-server's reindex does: chunks of 150 ids, one bulk request after the other,
     * default refresh, no check; the queries for a chunk, and for each of its add-ons up to three
     * look-ups of translations. The documents are rendered by our code: what Python takes is not in
     * it, nor what its object-relational mapping does besides.
     */
    record Chunks() implements Way {
        @Override
        public String title() {
            return "addons-server's way";
        }

        @Override
        public List<String> arguments() {
            return List.of("chunks");
        }
    }

    /**
     * Bulk files that were made beforehand, sent by a plain loop, then one refresh.
     *
     * @param senders requests on their way at once
     */
    record Limit(int senders) implements Way {
        @Override
        public String title() {
            return "the limit";
        }

        @Override
        public List<String> arguments() {
            return List.of("limit", Integer.toString(senders));
        }
    }

    static Way of(List<String> arguments) {
        return switch (arguments.getFirst()) {
            case "ours" -> new Ours();
            case "chunks" -> new Chunks();
            case "limit" -> new Limit(Integer.parseInt(arguments.get(1)));
            default -> throw new IllegalArgumentException(arguments.toString());
        };
    }

    /** The index this way fills, or the alias that points to it. */
    default String index() {
        return switch (this) {
            case Ours() -> "addons";
            case Chunks() -> "bench-chunks";
            case Limit(_) -> "bench-limit";
        };
    }
}
