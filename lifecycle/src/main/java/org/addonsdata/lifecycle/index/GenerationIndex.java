package org.addonsdata.lifecycle.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.core.sql.Connections;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.generation.Generations;
import org.addonsdata.search.DocumentSource;
import org.addonsdata.search.build.BuiltIndex;
import org.addonsdata.search.build.IndexBuild;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.compare.CheckReport;
import org.addonsdata.search.compare.IndexCheck;
import org.addonsdata.search.compare.RepairReport;
import org.addonsdata.search.index.AliasState;
import org.addonsdata.search.index.IndexSettings;
import org.addonsdata.search.index.Indexes;
import org.addonsdata.search.index.MappingFingerprint;
import org.addonsdata.search.index.OwnIndex;
import org.addonsdata.search.load.LoadOptions;
import org.addonsdata.services.SearchEndpoint;

/**
 * The indexes of one application's generations on one search server. Changes need the operation
 * lock.
 */
public final class GenerationIndex {
    private final Application application;
    private final Connections connections;
    private final SearchCluster cluster;
    private final Indexes indexes;
    private final IndexSettings settings;
    private final LoadOptions load;
    private final String alias;

    /** With the usual ways to fill it. */
    public GenerationIndex(
            Application application, Connections connections, SearchEndpoint endpoint) {
        this(application, connections, endpoint, LoadOptions.defaults());
    }

    /**
     * @param load how to fill it
     */
    public GenerationIndex(
            Application application,
            Connections connections,
            SearchEndpoint endpoint,
            LoadOptions load) {
        this.application = application;
        this.connections = connections;
        this.cluster = SearchServers.cluster(endpoint);
        this.indexes = new Indexes(cluster);
        this.settings = application.indexSettings();
        this.load = load;
        this.alias = application.indexDefinition().alias();
    }

    /**
     * Holds what is behind the alias against the live generation: its id, the mapping, the number
     * of documents. Cheap enough for every `up` and `status`.
     *
     * @param schema which holds that generation
     */
    public IndexCondition condition(String schema, String generation) {
        return switch (indexes.aliasState(alias)) {
            case AliasState.Missing() -> new IndexCondition.Missing();
            case AliasState.Live(var index) -> condition(schema, generation, index);
            case AliasState.ForeignIndex(var name) ->
                    new IndexCondition.Foreign("an index named " + name);
            case AliasState.ForeignTarget(var name, var index) ->
                    new IndexCondition.Foreign("an alias " + name + " of the index " + index);
            case AliasState.SeveralTargets(var name, var targets) ->
                    new IndexCondition.Foreign(
                            "an alias " + name + " of " + String.join(", ", targets));
        };
    }

    private IndexCondition condition(String schema, String generation, OwnIndex index) {
        if (index.closed()) {
            return stale(index, index.documents(), "it is closed");
        }
        var counted = count(index);
        if (counted.isEmpty()) {
            return stale(index, 0, "it cannot be read");
        }
        long documents = counted.getAsLong();
        if (!index.generation().equals(generation)) {
            return stale(index, documents, "it was made from data that is not live any more");
        }
        if (!index.fingerprint().equals(fingerprint())) {
            return stale(index, documents, "the mapping has changed since");
        }
        long belonging;
        try (var view = documents(schema).open(1)) {
            belonging = view.documentCount();
        }
        if (documents > belonging || documents + index.refused().size() < belonging) {
            return stale(
                    index,
                    documents,
                    "it holds %,d documents, and %,d belong in it".formatted(documents, belonging));
        }
        return new IndexCondition.Faithful(
                index.name(), documents, belonging - documents, index.created());
    }

    /** Empty where the server answers, but not from that index. */
    private OptionalLong count(OwnIndex index) {
        try {
            return OptionalLong.of(indexes.count(index.name()));
        } catch (DataException e) {
            if (e.code() != ErrorCode.SEARCH_ERROR) {
                throw e;
            }
            return OptionalLong.empty();
        }
    }

    private static IndexCondition stale(OwnIndex index, long documents, String reason) {
        return new IndexCondition.Stale(index.name(), documents, index.created(), reason);
    }

    private String fingerprint() {
        return MappingFingerprint.of(application.indexDefinition(), settings);
    }

    /**
     * Makes sure that what stands behind the alias may be replaced.
     *
     * @throws DataException with {@link ErrorCode#INDEX_NOT_OURS} that says what stands there
     */
    public void refuseForeign() {
        indexes.live(alias);
    }

    /** Whether the generation has an index, live or kept, that is true to it. */
    public boolean isFaithful(String schema, String generation) {
        var index = indexes.find(alias, generation);
        return index.isPresent()
                && condition(schema, generation, index.get()) instanceof IndexCondition.Faithful;
    }

    /**
     * Builds, fills and verifies the generation's index from the schema that holds it; nobody
     * searches it yet.
     */
    public BuiltIndex build(
            String schema, String generation, Progress.Task task, Cancellation cancellation) {
        return new IndexBuild(cluster, application.indexDefinition(), settings, load, owner())
                .run(documents(schema), generation, task, cancellation);
    }

    /**
     * Publishes an index that was built from the live schema, and catches up with what was
     * committed meanwhile.
     *
     * @return how many documents that were
     */
    public long publish(BuiltIndex built, String liveSchema, Cancellation cancellation) {
        indexes.publish(alias, built.name());
        return new IndexBuild(cluster, application.indexDefinition(), settings, load)
                .settle(built, documents(liveSchema), cancellation);
    }

    /** Compares every document with the live schema; see {@link IndexCheck#check}. */
    public CheckReport check(String liveSchema, Progress.Task task, Cancellation cancellation) {
        return checker().check(documents(liveSchema), task, cancellation);
    }

    /**
     * Compares every document with the live schema and mends what differs; see {@link
     * IndexCheck#repair}.
     */
    public RepairReport repair(String liveSchema, Progress.Task task, Cancellation cancellation) {
        return checker().repair(documents(liveSchema), task, cancellation);
    }

    private IndexCheck checker() {
        return new IndexCheck(cluster, application.indexDefinition(), settings, load);
    }

    private DocumentSource documents(String schema) {
        return application.documents(connections, schema);
    }

    /**
     * Makes the generation's newest index the one that is searched, in one step; without one
     * nothing is searched.
     *
     * @return whether there is one
     */
    public boolean publish(String generation) {
        var index = indexes.find(alias, generation);
        if (index.isPresent()) {
            indexes.publish(alias, index.get().name());
        } else {
            indexes.withdraw(alias);
        }
        return index.isPresent();
    }

    /**
     * Removes what is not needed any more: unfinished indexes, those of other generations, and all
     * but the newest of each that is kept.
     *
     * @return names of the removed ones
     */
    public List<String> keepOnly(Set<String> generations) {
        var owner = owner();
        Predicate<OwnIndex> mayGo = index -> isOwned(index, owner, generations);
        var removed = new ArrayList<>(indexes.sweepUnfinished(alias, mayGo));
        removed.addAll(indexes.prune(alias, generations, mayGo));
        return removed;
    }

    /** Empty where the database has none; nothing but what it knows is its own then. */
    private String owner() {
        return Generations.owner(connections, application.databaseName());
    }

    /** Another database may share the search server: what it has made is not to be touched. */
    private static boolean isOwned(OwnIndex index, String owner, Set<String> generations) {
        return index.owner().isEmpty()
                ? generations.contains(index.generation())
                : index.owner().equals(owner);
    }

    /**
     * The same for every run to begin with: it asks once where there is nothing to remove.
     *
     * @return names of the removed ones
     */
    public List<String> sweep(Set<String> generations) {
        var found = indexes.list(alias);
        long needed =
                found.stream()
                        .filter(OwnIndex::complete)
                        .map(OwnIndex::generation)
                        .filter(generations::contains)
                        .distinct()
                        .count();
        return needed == found.size() ? List.of() : keepOnly(generations);
    }

    /** Names of the indexes that {@link #sweep} would remove. */
    public List<String> leftovers(Set<String> generations) {
        var needed =
                generations.stream()
                        .flatMap(generation -> indexes.find(alias, generation).stream())
                        .map(OwnIndex::name)
                        .toList();
        var owner = owner();
        return indexes.list(alias).stream()
                .filter(index -> isOwned(index, owner, generations))
                .map(OwnIndex::name)
                .filter(name -> !needed.contains(name))
                .toList();
    }

    /** Ids of the generations that have an index which can be read. */
    public Set<String> indexed(Collection<String> generations) {
        return generations.stream()
                .filter(generation ->
                        indexes.find(alias, generation)
                                .filter(index -> count(index).isPresent())
                                .isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Removes the indexes of a generation that will not be. */
    public void discard(String generation) {
        indexes.list(alias).stream()
                .filter(index -> index.generation().equals(generation))
                .forEach(index -> indexes.delete(index.name()));
    }

    /**
     * Opens the indexes that something else has closed. Documents may have changed since.
     *
     * @return names of the opened ones
     */
    public List<String> open() {
        var closed = indexes.list(alias).stream().filter(OwnIndex::closed).toList();
        closed.forEach(indexes::open);
        return closed.stream().map(OwnIndex::name).toList();
    }

    /** Whether the index of that name is the one that is searched. */
    public boolean isSearched(String name) {
        return indexes.aliasState(alias) instanceof AliasState.Live(var live)
                && live.name().equals(name);
    }

    /**
     * Finishes a switch that ended before the alias moved. An index that a reindexing left
     * unpublished is removed instead: applications have gone on writing to the one that is
     * searched.
     *
     * @param live the live generation
     * @return whether there was a switch to finish; documents may have changed since then
     */
    public boolean recover(String live) {
        if (!(indexes.aliasState(alias) instanceof AliasState.Live(var searched))) {
            return false;
        }
        if (searched.generation().equals(live)) {
            indexes.list(alias).stream()
                    .filter(index -> index.generation().equals(live))
                    .filter(index -> !index.name().equals(searched.name()))
                    .forEach(index -> indexes.delete(index.name()));
            return false;
        }
        var newest = indexes.find(alias, live).filter(index -> count(index).isPresent());
        newest.ifPresent(index -> indexes.publish(alias, index.name()));
        return newest.isPresent();
    }
}
