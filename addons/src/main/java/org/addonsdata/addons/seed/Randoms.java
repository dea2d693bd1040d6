package org.addonsdata.addons.seed;

import java.util.List;
import java.util.SplittableRandom;

/** Independent random streams, one for each purpose and entity, that all follow from one number. */
record Randoms(long number) {
    /** The stream of one entity for one purpose. */
    Stream of(String purpose, long entity) {
        return new Stream(new SplittableRandom(mix(mix(number ^ purpose.hashCode()) + entity)));
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    /** Random values of the kinds that a catalogue is made of. */
    record Stream(SplittableRandom random) {
        /** From 0 to below the bound. */
        int below(int bound) {
            return random.nextInt(bound);
        }

        /** Both ends belong to it. */
        int between(int least, int greatest) {
            return random.nextInt(least, greatest + 1);
        }

        boolean chance(double probability) {
            return random.nextDouble() < probability;
        }

        double unit() {
            return random.nextDouble();
        }

        <T> T pick(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }

        /**
         * Few are large, most are small: the least times a power of chance, at most the greatest.
         */
        int heavyTail(double least, double exponent, int greatest) {
            return (int) Math.min(greatest, least * Math.pow(1 - random.nextDouble(), -exponent));
        }

        /** How often chance says yes in a row, at most so often. */
        int run(double probability, int most) {
            int length = 0;
            while (length < most && random.nextDouble() < probability) {
                length++;
            }
            return length;
        }
    }
}
