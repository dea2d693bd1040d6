package org.addonsdata.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.search.build.BuiltIndex;
import org.addonsdata.search.build.IndexBuild;
import org.addonsdata.search.compare.IndexCheck;
import org.addonsdata.search.index.IndexSettings;
import org.addonsdata.search.load.RefusedDocument;
import org.addonsdata.search.testkit.Books;
import org.junit.jupiter.api.Test;

/** Documents that a server does not take: named and fatal, or left out and listed. */
abstract class RefusalContract extends FamilyFixture {
    private final Books books = Books.of(3_000);

    @Test
    void theDocumentIsNamedAndTheLoadFails() {
        books.putBroken(1_234);
        var live = publish(Books.of(20), "zero").name();
        assertThatThrownBy(() -> build(books, "one"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("document 1234")
                .hasMessageContaining("pages")
                .extracting(e -> ((DataException) e).code())
                .isEqualTo(ErrorCode.DOCUMENT_REFUSED);
        assertUntouched(live);
    }

    @Test
    void documentsAreLeftOutAndListedWhereAllowed() {
        books.putBroken(1_234);
        books.putBroken(2_000);
        var built = publishSkipping();
        assertThat(built.documents()).isEqualTo(books.size() - 2);
        assertThat(built.refused())
                .extracting(RefusedDocument::key)
                .containsExactly(1_234L, 2_000L);
        assertThat(built.refused()).allMatch(document -> document.reason().contains("pages"));
        assertThat(indexes.live(alias).orElseThrow().refused()).containsExactly(1_234L, 2_000L);
    }

    @Test
    void checkTellsWhatWasLeftOutAndCountsItAsNoDifference() {
        books.putBroken(1_234);
        publishSkipping();
        var report = check().check(books, task, cancellation);
        assertThat(report.isTrue()).isTrue();
        assertThat(report.refused().firstKeys()).containsExactly(1_234L);
        books.putBroken(2_000);
        var later = check().check(books, task, cancellation);
        assertThat(later.isTrue()).isFalse();
        assertThat(later.stale().firstKeys()).containsExactly(2_000L);
    }

    @Test
    void aRepairTriesWhatWasLeftOutAgain() {
        books.putBroken(1_234);
        books.putBroken(2_000);
        publishSkipping();
        books.put(1_234, "corrected");
        books.put(10, "changed");
        var repaired = check().repair(books, task, cancellation);
        assertThat(repaired.repaired()).isEqualTo(2);
        assertThat(repaired.refused()).extracting(RefusedDocument::key).containsExactly(2_000L);
        assertThat(indexes.live(alias).orElseThrow().refused()).containsExactly(2_000L);
        assertTrue(books);
        books.remove(2_000);
        check().repair(books, task, cancellation);
        assertThat(indexes.live(alias).orElseThrow().refused()).isEmpty();
        assertTrue(books);
    }

    @Test
    void aRepairFailsAtWhatWasNotLeftOutBefore() {
        publish(books, "one");
        books.putBroken(1_234);
        assertFails(() -> check().repair(books, task, cancellation), ErrorCode.DOCUMENT_REFUSED);
        var skipping =
                new IndexCheck(
                        cluster,
                        definition(),
                        IndexSettings.defaults(),
                        options().withSkipRefused(true));
        assertThat(skipping.repair(books, task, cancellation).refused())
                .extracting(RefusedDocument::key)
                .containsExactly(1_234L);
        assertThat(indexes.live(alias).orElseThrow().refused()).containsExactly(1_234L);
    }

    @Test
    void whatIsBrokenLateIsLeftOutTooWhenTheIndexIsSettled() {
        books.putBroken(1_234);
        var build = skipping();
        var built = build.run(books, "one", task, cancellation);
        books.putBroken(3_500);
        indexes.publish(alias, built.name());
        build.settle(built, books, cancellation);
        assertThat(indexes.live(alias).orElseThrow().refused()).containsExactly(1_234L, 3_500L);
        assertTrue(books);
    }

    private BuiltIndex publishSkipping() {
        var built = skipping().run(books, "one", task, cancellation);
        indexes.publish(alias, built.name());
        return built;
    }

    private IndexBuild skipping() {
        return new IndexBuild(
                cluster, definition(), IndexSettings.defaults(), options().withSkipRefused(true));
    }
}
