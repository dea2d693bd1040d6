package org.addonsdata.cli.usage;

import java.util.ArrayList;
import java.util.List;

/** A command that is started together with another one, and what it does when it is alone. */
enum PairCommand {
    UP("up") {
        @Override
        Step alone(PairState state) {
            return state.live() == null
                    ? done(new PairState(true, PairState.FRESH, null, state.pruned()))
                    : done(state.withRunning(true));
        }
    },
    DOWN("down") {
        @Override
        Step alone(PairState state) {
            return done(state.withRunning(false));
        }
    },
    INITIALIZE("initialize"),
    RESET("initialize", "--force-db", "--yes") {
        @Override
        Step onServers(PairState state) {
            return done(state.replacedBy(PairState.FRESH));
        }
    },
    EXPORT("export"),
    RESTORE("restore", "--yes") {
        @Override
        Step alone(PairState state) {
            return state.pruned() ? new Step(Result.FAILED, state) : super.alone(state);
        }

        @Override
        Step onServers(PairState state) {
            return done(state.replacedBy(PairState.SNAPSHOT));
        }
    },
    UNDO("undo", "--yes") {
        @Override
        Step onServers(PairState state) {
            return done(state.replacedBy(state.previous()));
        }
    },
    REINDEX("reindex"),
    PRUNE("snapshots", "prune", "--keep=1", "--yes") {
        @Override
        Step alone(PairState state) {
            return done(state.afterPrune());
        }
    },
    REMOVE("volume", "remove", "--yes") {
        @Override
        Step alone(PairState state) {
            if (state.live() == null) {
                return new Step(Result.FAILED, state);
            }
            return state.running()
                    ? new Step(Result.REFUSED, state)
                    : done(PairState.removed(state.pruned()));
        }
    };

    /** How a command ends, and what is there then. */
    record Step(int status, PairState state) {}

    private final List<String> words;

    PairCommand(String... words) {
        this.words = List.of(words);
    }

    /** As a person types it, with the snapshot for the one that wants one. */
    List<String> line(String snapshot) {
        var line = new ArrayList<>(words);
        if (this == RESTORE) {
            line.add(snapshot);
        }
        return line;
    }

    String title() {
        return String.join(" ", words).replace(" --yes", "").replace("=1", " 1");
    }

    /** What the command does when no other one runs. */
    Step alone(PairState state) {
        return state.running() ? onServers(state) : new Step(Result.NOT_READY, state);
    }

    /** The same where the servers run. */
    Step onServers(PairState state) {
        return done(state);
    }

    private static Step done(PairState state) {
        return new Step(Result.DONE, state);
    }
}
