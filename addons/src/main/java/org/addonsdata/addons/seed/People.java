package org.addonsdata.addons.seed;

/**
 * Which users the generated add-ons need and by which ids they go: add-ons come in batches, each
 * with its developers first and then with users who only review and collect.
 */
record People(int firstUser, int addons) {
    static final int BATCH = 500;
    private static final double DEVELOPERS_PER_ADDON = 0.7;
    private static final double OTHERS_PER_ADDON = 1.3;

    /** One batch; {@code first} counts add-ons from 0. */
    record Batch(int first, int count, int firstUser) {
        int developers() {
            return (int) Math.ceil(count * DEVELOPERS_PER_ADDON);
        }

        int users() {
            return developers() + (int) Math.ceil(count * OTHERS_PER_ADDON);
        }

        /**
         * The main developer of an add-on, by its place in the batch: each has one add-on or a few
         * in a row.
         */
        int developer(int place) {
            return firstUser + (int) ((long) place * developers() / count);
        }
    }

    int batches() {
        return (addons + BATCH - 1) / BATCH;
    }

    Batch batch(int number) {
        int first = number * BATCH;
        return new Batch(
                first, Math.min(BATCH, addons - first), firstUser + number * usersPerFullBatch());
    }

    /** All of them. */
    int users() {
        if (addons == 0) {
            return 0;
        }
        int last = batches() - 1;
        return last * usersPerFullBatch() + batch(last).users();
    }

    /** So many different users, spread over all of them. */
    int[] choose(Randoms.Stream random, int count) {
        int all = users();
        int step = random.between(1, all);
        while (divisor(step, all) != 1) {
            step = step % all + 1;
        }
        long place = random.below(all);
        var chosen = new int[Math.min(count, all)];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = firstUser + (int) place;
            place = (place + step) % all;
        }
        return chosen;
    }

    private static int usersPerFullBatch() {
        return new Batch(0, BATCH, 0).users();
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }
}
