package org.addonsdata.search.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.addonsdata.search.DocumentSource;
import org.addonsdata.search.IndexDefinition;
import org.addonsdata.search.cluster.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * A source of documents in memory: books that can be written, changed and removed while they are
 * indexed.
 */
public final class Books implements DocumentSource {

    /** The document as JSON, with a newline between two tokens, as JSON may have. */
    public record Book(long version, String title, String json) {
        byte[] source(long key) {
            var text = "{\"id\":%d,\n\"modified\":%d,%s}".formatted(key, version, json);
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private final NavigableMap<Long, Book> books = new TreeMap<>();
    private final AtomicInteger views = new AtomicInteger();
    private long lastVersion = 1_700_000_000_000L;
    private Consumer<Integer> onOpen = _ -> {};
    private Runnable onRange = () -> {};

    /** Keys from 1 to the number, without those that seven divides. */
    public static Books of(int number) {
        var books = new Books();
        for (long key = 1; key <= number; key++) {
            if (key % 7 != 0) {
                books.put(key, "book " + key);
            }
        }
        return books;
    }

    public static IndexDefinition definition(String alias) {
        return new IndexDefinition(
                alias,
                (ObjectNode)
                        Json.parse(
                                "{\"analysis\":{\"analyzer\":{\"own\":{\"tokenizer\":\"standard\"}}}}"),
                (ObjectNode)
                        Json.parse(
                                """
                                {"dynamic": "strict",
                                 "properties": {
                                   "id": {"type": "long"},
                                   "modified": {"type": "date"},
                                   "title": {"type": "text", "analyzer": "own"},
                                   "pages": {"type": "integer"}}}
                                """));
    }

    public void put(long key, String title) {
        write(key, title, "\"title\":\"" + title + "\"");
    }

    /** One that no server takes under the mapping. */
    public void putBroken(long key) {
        write(key, "broken", "\"title\":\"broken\",\"pages\":\"many\"");
    }

    private synchronized void write(long key, String title, String json) {
        // As a clock does, also for a book that was removed and comes back.
        books.put(key, new Book(++lastVersion, title, json));
    }

    public synchronized void remove(long key) {
        books.remove(key);
    }

    public synchronized int size() {
        return books.size();
    }

    /** Told the number of every view before it is opened, from 1 on. */
    public Books onOpen(Consumer<Integer> action) {
        onOpen = action;
        return this;
    }

    /** Told before every range of documents is read. */
    public Books onRange(Runnable action) {
        onRange = action;
        return this;
    }

    @Override
    public View open(int readers) {
        onOpen.accept(views.incrementAndGet());
        return new Moment(copy(), onRange);
    }

    private synchronized NavigableMap<Long, Book> copy() {
        return new TreeMap<>(books);
    }

    private record Moment(NavigableMap<Long, Book> books, Runnable onRange) implements View {
        @Override
        public long documentCount() {
            return books.size();
        }

        @Override
        public List<KeyRange> split(int documentsPerRange) {
            var keys = List.copyOf(books.keySet());
            var ranges = new ArrayList<KeyRange>();
            for (int i = 0; i < keys.size(); i += documentsPerRange) {
                ranges.add(
                        new KeyRange(
                                keys.get(i),
                                keys.get(Math.min(keys.size(), i + documentsPerRange) - 1)));
            }
            return ranges;
        }

        @Override
        public void read(KeyRange range, DocumentConsumer consumer) {
            onRange.run();
            in(range)
                    .forEach((key, book) -> consumer.accept(key, book.version(), book.source(key)));
        }

        @Override
        public void read(List<Long> keys, DocumentConsumer consumer) {
            for (var key : keys) {
                var book = books.get(key);
                if (book != null) {
                    consumer.accept(key, book.version(), book.source(key));
                }
            }
        }

        @Override
        public void readVersions(KeyRange range, VersionConsumer consumer) {
            in(range).forEach((key, book) -> consumer.accept(key, book.version()));
        }

        private NavigableMap<Long, Book> in(KeyRange range) {
            return books.subMap(range.first(), true, range.last(), true);
        }

        @Override
        public void close() {}
    }
}
