package org.addonsdata.addons.seed;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import org.addonsdata.addons.seed.People.Batch;
import org.addonsdata.core.progress.Progress;

/** Adds any number of made-up add-ons with their users and collections, batch by batch. */
final class GeneratedSeed {
    private static final int ADDONS_PER_COLLECTION = 8;
    private static final int LARGEST_COLLECTION = 100;
    private static final double BLOCKED = 0.05;
    private static final long DAY = 24 * 60 * 60;

    private final CatalogueWriter writer;
    private final Randoms randoms;
    private final Words words = Words.read();
    private final People people;
    private final GeneratedAddons addons;
    private final int firstAddon;

    GeneratedSeed(CatalogueWriter writer, Randoms randoms, int count) {
        this.writer = writer;
        this.randoms = randoms;
        this.people = new People(writer.nextUser(), count);
        this.addons = new GeneratedAddons(randoms, words, people);
        this.firstAddon = writer.nextAddon();
    }

    void write(Progress.Task task) {
        for (int i = 0; i < people.batches(); i++) {
            var batch = people.batch(i);
            users(batch, addons(batch, task));
            for (int number = batch.first(); number < batch.first() + batch.count(); number++) {
                if (number % ADDONS_PER_COLLECTION == 0) {
                    collection(number);
                }
            }
        }
    }

    /**
     * Writes the batch's add-ons; returns the average rating of each of its developers, 0 for none.
     */
    private double[] addons(Batch batch, Progress.Task task) {
        var sums = new double[batch.developers()];
        var counts = new int[batch.developers()];
        for (int place = 0; place < batch.count(); place++) {
            var draft = addons.make(batch, place);
            writer.addon(draft);
            var ratings = Ratings.of(draft.reviews());
            for (var author : draft.authors()) {
                if (ratings.count() > 0) {
                    sums[author.user() - batch.firstUser()] += ratings.average();
                    counts[author.user() - batch.firstUser()]++;
                }
            }
            block(batch.first() + place, draft);
            task.advance(1);
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] = counts[i] == 0 ? 0 : Ratings.round(sums[i] / counts[i]);
        }
        return sums;
    }

    private void block(int number, AddonDraft draft) {
        if (draft.identity().status() == AddonDraft.DISABLED
                && randoms.of("block", number).chance(BLOCKED)) {
            writer.block(
                    draft.identity().guid(),
                    "*",
                    "Does what its users do not expect.",
                    DefaultSeed.TODAY - DAY);
        }
    }

    private void users(Batch batch, double[] averages) {
        for (int i = 0; i < batch.users(); i++) {
            int id = batch.firstUser() + i;
            var random = randoms.of("user", id);
            var adjective = random.pick(words.adjectives());
            var noun = random.pick(words.nouns());
            var developer = i < averages.length;
            writer.user(
                    new UserDraft(
                            id,
                            (adjective + "-" + noun).toLowerCase(Locale.ROOT) + "-" + id,
                            adjective + " " + noun,
                            random.chance(0.2) ? noun + " Bay" : null,
                            developer,
                            developer ? averages[i] : 0,
                            DefaultSeed.TODAY - random.between(100, 3000) * DAY));
        }
    }

    /** Members are among the add-ons written so far. */
    private void collection(int number) {
        var random = randoms.of("collection", number);
        int known = writer.nextAddon() - firstAddon;
        int wanted = Math.min(random.heavyTail(1, 0.7, LARGEST_COLLECTION), known);
        var members = new ArrayList<Integer>(wanted);
        int first = random.below(known);
        for (int i = 0; i < wanted; i++) {
            members.add(firstAddon + (first + i * (known / wanted)) % known);
        }
        var noun = random.pick(words.nouns());
        var listed = random.chance(0.6);
        writer.collection(
                new CollectionDraft(
                        noun.toLowerCase(Locale.ROOT) + "-" + (number + 1),
                        Localized.of(
                                listed
                                        ? Map.of(
                                                Words.ENGLISH,
                                                noun + " list",
                                                "fr",
                                                "Liste " + noun)
                                        : Map.of(Words.ENGLISH, noun + " list")),
                        Localized.NONE,
                        Words.ENGLISH,
                        listed ? CollectionDraft.NORMAL : CollectionDraft.FAVORITES,
                        listed,
                        people.choose(random, 1)[0],
                        members,
                        DefaultSeed.TODAY - random.between(1, 900) * DAY));
    }
}
