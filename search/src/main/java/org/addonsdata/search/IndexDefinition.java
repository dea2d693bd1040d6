package org.addonsdata.search;

import tools.jackson.databind.node.ObjectNode;

/**
 * What an index is: the alias that applications search, its settings ({@code analysis} and the
 * like, without shards, replicas or refresh), and its mapping ({@code properties}, {@code dynamic};
 * no mapping type).
 */
public record IndexDefinition(String alias, ObjectNode settings, ObjectNode mapping) {}
