package org.addonsdata.addons;

import java.util.ArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.addonsdata.testing.SearchProduct;
import org.addonsdata.testing.TestServer;

/** A database and a search server to run the application on. */
record ServerPair(TestServer database, SearchProduct search) {
    /** Every database of this run with every search product. */
    static Stream<ServerPair> all() {
        return TestServer.all()
                .flatMap(database ->
                        SearchProduct.all().stream()
                                .map(search -> new ServerPair(database, search)));
    }

    /** Every database once, with the search products in turn; the usual one not first. */
    static Stream<ServerPair> inTurn() {
        var databases = TestServer.all().toList();
        var products = new ArrayList<>(SearchProduct.all());
        products.addLast(products.removeFirst());
        return IntStream.range(0, databases.size())
                .mapToObj(i -> new ServerPair(databases.get(i), products.get(i % products.size())));
    }

    Workbench workbench() {
        return new Workbench(database, search.node().get());
    }

    @Override
    public String toString() {
        return database + " with " + search;
    }
}
