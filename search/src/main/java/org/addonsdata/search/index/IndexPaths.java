package org.addonsdata.search.index;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.addonsdata.search.cluster.Json;
import org.addonsdata.search.cluster.ServerFamily;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the parts of an index are found in a server's API; with mapping types, the one type is
 * {@value #TYPE}.
 */
public record IndexPaths(ServerFamily family, String index) {
    static final String TYPE = "_doc";

    /** The index itself, or with a leading slash something of it, such as {@code "/_count"}. */
    public String of(String part) {
        return "/" + URLEncoder.encode(index, StandardCharsets.UTF_8) + part;
    }

    public String bulk() {
        return of(typed("/_bulk"));
    }

    public String multiGet() {
        return of(typed("/_mget"));
    }

    String mapping() {
        return of(family.hasMappingTypes() ? "/_mapping/" + TYPE : "/_mapping");
    }

    /** The mapping as the creation of an index wants it. */
    ObjectNode mappingForCreation(ObjectNode mapping) {
        if (!family.hasMappingTypes()) {
            return mapping;
        }
        var typed = Json.object();
        typed.set(TYPE, mapping);
        return typed;
    }

    private String typed(String part) {
        return family.hasMappingTypes() ? "/" + TYPE + part : part;
    }
}
