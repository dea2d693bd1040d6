package org.addonsdata.testing;

import java.util.function.Supplier;
import java.util.stream.Stream;

/** A database product of which a test starts a server of its own, to kill it. */
public record DatabaseProduct(String name, Supplier<KillableDatabase> server) {
    /** Every product of this run; see {@link TestServer}. */
    public static Stream<DatabaseProduct> all() {
        return Stream.concat(
                Stream.of(new DatabaseProduct("embedded", TestDatabase::start)),
                InstalledServers.products().stream()
                        .map(product ->
                                new DatabaseProduct(
                                        product.name(), () -> ChildDatabase.start(product))));
    }

    /** Starts one; the test closes it. */
    public KillableDatabase start() {
        return server.get();
    }

    @Override
    public String toString() {
        return name;
    }
}
