package org.addonsdata.search.index;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.concurrent.Deadline;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.search.IndexDefinition;
import org.addonsdata.search.cluster.Call;
import org.addonsdata.search.cluster.Json;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.cluster.ServerErrors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The indexes behind an alias. Every method asks the server, nothing is kept; all throw {@link
 * DataException} as {@link SearchCluster#send} does. Who changes something holds the lock that
 * keeps other runs of this tool away.
 */
public final class Indexes {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final int NAMES_TO_TRY = 120;
    private static final Duration SLOW_CHANGE = Duration.ofMinutes(2);

    /** For how long a cluster may find no node for a copy that has one. */
    private static final Duration PLACING = Duration.ofSeconds(30);

    private static final Duration SHORT_CHANGE = Duration.ofSeconds(10);

    /**
     * The creation date is asked for so that an index without {@code _meta} is in the answer too.
     */
    private static final String OWN_PARTS =
            "filter_path=*.settings.index.creation_date,*.settings.index.verified_before_close,"
                    + "*.mappings._meta,*.mappings._doc._meta";

    private final SearchCluster cluster;
    private final Clock clock;

    public Indexes(SearchCluster cluster) {
        this(cluster, Clock.systemUTC());
    }

    Indexes(SearchCluster cluster, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** What the alias is and where it points to; one request. */
    public AliasState aliasState(String alias) {
        var found = ask(alias, "look at " + alias);
        if (found.isEmpty()) {
            return new AliasState.Missing();
        }
        if (found.has(alias)) {
            return new AliasState.ForeignIndex(alias);
        }
        var names = List.copyOf(found.propertyNames());
        if (names.size() > 1) {
            return new AliasState.SeveralTargets(alias, names.stream().sorted().toList());
        }
        var name = names.getFirst();
        return OwnIndex.read(name, found.path(name))
                .<AliasState>map(AliasState.Live::new)
                .orElseGet(() -> new AliasState.ForeignTarget(alias, name));
    }

    /**
     * The index the alias points to, empty when there is no alias.
     *
     * @throws DataException with {@link ErrorCode#INDEX_NOT_OURS} that says what stands there, when
     *     something else does
     */
    public Optional<OwnIndex> live(String alias) {
        return switch (aliasState(alias)) {
            case AliasState.Missing() -> Optional.empty();
            case AliasState.Live(var index) -> Optional.of(index);
            case AliasState.ForeignIndex(var name) ->
                    throw notOurs(
                            "an index named "
                                    + name
                                    + ", made by somebody else, stands where the alias should");
            case AliasState.ForeignTarget(_, var index) ->
                    throw notOurs(
                            "the alias "
                                    + alias
                                    + " points to "
                                    + index
                                    + ", made by somebody else");
            case AliasState.SeveralTargets(_, var indexes) ->
                    throw notOurs(
                            "the alias "
                                    + alias
                                    + " points to several indexes: "
                                    + String.join(", ", indexes));
        };
    }

    /** The indexes this tool made for the alias, oldest first, complete or not. */
    public List<OwnIndex> list(String alias) {
        return owned(ask(alias + "-*", "list the indexes of " + alias))
                .filter(index -> index.alias().equals(alias))
                .sorted(Comparator.comparing(OwnIndex::created).thenComparing(OwnIndex::name))
                .toList();
    }

    /** The newest complete index of that generation. */
    public Optional<OwnIndex> find(String alias, String generation) {
        return list(alias).reversed().stream()
                .filter(index -> index.complete() && index.generation().equals(generation))
                .findFirst();
    }

    /**
     * Creates an empty index to be filled: no refresh, no replicas.
     *
     * @throws DataException with {@link ErrorCode#SEARCH_ERROR} when the server refuses settings or
     *     mapping
     */
    public OwnIndex create(IndexDefinition definition, IndexSettings settings, String generation) {
        return create(definition, settings, generation, "");
    }

    /**
     * The same for what others on the server are to leave alone.
     *
     * @param owner the database that holds the generation
     */
    public OwnIndex create(
            IndexDefinition definition, IndexSettings settings, String generation, String owner) {
        var created = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        for (int attempt = 0; attempt < NAMES_TO_TRY; attempt++) {
            var name = definition.alias() + "-" + TIMESTAMP.format(created.plusSeconds(attempt));
            var fingerprint = MappingFingerprint.of(definition, settings);
            var index =
                    OwnIndex.empty(
                            name, definition.alias(), fingerprint, generation, owner, created);
            if (tryCreate(index, settings.applyTo(definition), settings)) {
                return index;
            }
        }
        throw DataException.of(
                ErrorCode.SEARCH_ERROR, "no free name for an index of " + definition.alias());
    }

    private boolean tryCreate(OwnIndex index, IndexDefinition definition, IndexSettings settings) {
        var paths = paths(index.name());
        var mapping = definition.mapping().deepCopy();
        index.describeIn(mapping);
        var body = Json.object();
        body.set("settings", settingsForLoading(definition, settings));
        body.set("mappings", paths.mappingForCreation(mapping));
        var purpose = "create index " + index.name();
        var answer =
                cluster.send(
                                Call.put(paths.of(""), body, purpose)
                                        .within(SLOW_CHANGE)
                                        .accepting(400))
                        .json();
        if (answer.has("error")) {
            if (answer.path("error")
                    .path("type")
                    .asString("")
                    .equals("resource_already_exists_exception")) {
                return false;
            }
            throw ServerErrors.refused(purpose, 400, "", ServerErrors.reason(answer.path("error")))
                    .withHint(
                            "the server does not take the mapping or the settings; look at the overrides first");
        }
        requireStarted(index, answer);
        return true;
    }

    private void requireStarted(OwnIndex index, JsonNode answer) {
        if (!answer.path("shards_acknowledged").asBoolean(true)) {
            delete(index.name());
            throw DataException.of(
                            ErrorCode.SEARCH_ERROR,
                            "the shards of the new index " + index.name() + " do not start")
                    .withHint("see /_cluster/allocation/explain on the search server");
        }
    }

    private static ObjectNode settingsForLoading(
            IndexDefinition definition, IndexSettings settings) {
        return definition
                .settings()
                .deepCopy()
                .put("number_of_shards", settings.shards())
                .put("number_of_replicas", 0)
                .put("refresh_interval", "-1");
    }

    /** Makes all that was written to the index findable. */
    public void refresh(String index) {
        var call = Call.query(paths(index).of("/_refresh"), null, "refresh index " + index);
        var failed =
                cluster.send(call.within(SLOW_CHANGE))
                        .json()
                        .path("_shards")
                        .path("failed")
                        .asInt(0);
        if (failed > 0) {
            throw DataException.of(
                    ErrorCode.SEARCH_ERROR,
                    "cannot refresh index " + index + ": " + failed + " shards failed");
        }
    }

    /** How many documents are found in the index; unlike a refresh, changes nothing. */
    public long count(String indexOrAlias) {
        var answer =
                cluster.send(
                        Call.get(
                                paths(indexOrAlias).of("/_count"),
                                "count the documents of " + indexOrAlias));
        var failed = answer.json().path("_shards").path("failed").asInt(0);
        if (failed > 0) {
            throw DataException.of(
                    ErrorCode.SEARCH_ERROR,
                    "cannot count the documents of "
                            + indexOrAlias
                            + ": "
                            + failed
                            + " shards failed");
        }
        return answer.json().path("count").asLong(-1);
    }

    /**
     * Gives a filled and verified index its lasting settings and marks it complete.
     *
     * @param refused keys of documents that were skipped, ascending
     */
    public OwnIndex complete(
            OwnIndex index, IndexSettings settings, long documents, List<Long> refused) {
        requireOwn(index.name());
        var paths = paths(index.name());
        var lasting =
                Json.object()
                        .put("index.number_of_replicas", settings.replicas())
                        .put("index.refresh_interval", settings.refreshInterval());
        var purpose = "finish index " + index.name();
        cluster.send(Call.put(paths.of("/_settings"), lasting, purpose).within(SLOW_CHANGE));
        var completed = index.completed(documents, refused);
        describe(completed, purpose);
        return completed;
    }

    /**
     * Waits until the shards of a complete index have their copies, so that it can be searched
     * whichever node is lost next. Copies that find no node are not waited for.
     *
     * @throws DataException with {@link ErrorCode#SEARCH_ERROR} when a shard was lost before it had
     *     a copy, {@link ErrorCode#INTERRUPTED}
     */
    public void awaitCopies(OwnIndex index, int replicas, Cancellation cancellation) {
        var placing = Deadline.after(PLACING);
        while (replicas > 0) {
            cancellation.check();
            var health = health(index, "wait_for_status=green&timeout=2s");
            switch (health.path("status").asString("")) {
                case "green" -> {
                    return;
                }
                case "red" ->
                        throw DataException.of(
                                ErrorCode.SEARCH_ERROR,
                                "index %s was lost with its node before it had a copy"
                                        .formatted(index.name()));
                default -> {
                    if (health.path("initializing_shards").asInt(0) > 0) {
                        placing = Deadline.after(PLACING);
                    } else if (placing.isOver()
                            || health.path("number_of_data_nodes").asInt(0) <= replicas) {
                        return;
                    }
                }
            }
        }
    }

    /** Records which documents of a complete index the server does not take, if they are others. */
    public void recordRefused(OwnIndex index, List<Long> refused) {
        if (!index.refused().equals(refused)) {
            describe(index.completed(index.documents(), refused), "describe index " + index.name());
        }
    }

    private void describe(OwnIndex index, String purpose) {
        var mapping = Json.object();
        currentMeta(index.name()).ifPresent(meta -> mapping.set("_meta", meta));
        index.describeIn(mapping);
        var path = paths(index.name()).mapping();
        cluster.send(Call.put(path, mapping, purpose).within(SLOW_CHANGE));
    }

    /** What else a definition has put into {@code _meta}, as an update replaces all of it. */
    private Optional<JsonNode> currentMeta(String index) {
        var mappings = ask(index, "look at index " + index).path(index).path("mappings");
        return mappings.optional("_meta")
                .or(() -> mappings.path(IndexPaths.TYPE).optional("_meta"));
    }

    /**
     * Points the alias to the index and away from the one before, in one step. Nothing to do when
     * it does already.
     *
     * @throws DataException with {@link ErrorCode#INDEX_NOT_OURS} when something of somebody else
     *     stands there; nothing has changed then
     */
    public void publish(String alias, String index) {
        var before = live(alias);
        if (before.isPresent() && before.get().name().equals(index)) {
            return;
        }
        if (!requireOwn(index).complete()) {
            throw new IllegalStateException("index " + index + " is not complete");
        }
        try {
            cluster.send(
                    Call.post(
                                    "/_aliases",
                                    aliasActions(alias, before, index),
                                    "point " + alias + " to " + index)
                            .within(SLOW_CHANGE));
        } catch (DataException e) {
            if (!isAt(alias, index, e)) {
                throw e;
            }
        }
    }

    private static ObjectNode aliasActions(String alias, Optional<OwnIndex> before, String index) {
        var body = Json.object();
        var actions = body.putArray("actions");
        before.ifPresent(old ->
                actions.addObject()
                        .putObject("remove")
                        .put("index", old.name())
                        .put("alias", alias));
        actions.addObject().putObject("add").put("index", index).put("alias", alias);
        return body;
    }

    /** An answer may be lost although the change was made. */
    private boolean isAt(String alias, String index, DataException failure) {
        try {
            return aliasState(alias) instanceof AliasState.Live(var live)
                    && live.name().equals(index);
        } catch (DataException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    /** Takes the alias away from our index, which stays; for an undo to a time without an index. */
    public void withdraw(String alias) {
        var before = live(alias);
        if (before.isPresent()) {
            var body = Json.object();
            body.putArray("actions")
                    .addObject()
                    .putObject("remove")
                    .put("index", before.get().name())
                    .put("alias", alias);
            cluster.send(
                    Call.post("/_aliases", body, "remove the alias " + alias).within(SLOW_CHANGE));
        }
    }

    /**
     * Deletes an index of ours; one that is gone already is no error.
     *
     * @throws DataException with {@link ErrorCode#INDEX_NOT_OURS}
     */
    public void delete(String index) {
        var found = ask(index, "look at index " + index);
        if (found.isEmpty()) {
            return;
        }
        if (!found.has(index) || OwnIndex.read(index, found.path(index)).isEmpty()) {
            throw notOurs("index " + index + " was made by somebody else");
        }
        cluster.send(
                Call.delete(paths(index).of(""), "delete index " + index)
                        .within(SLOW_CHANGE)
                        .accepting(404));
    }

    /**
     * Deletes what runs that died have left: the indexes of ours that are not complete. The caller
     * holds the lock, so none of them is being filled.
     *
     * @return the names of the deleted ones
     */
    public List<String> sweepUnfinished(String alias) {
        return sweepUnfinished(alias, _ -> true);
    }

    /** The same for some of them. */
    public List<String> sweepUnfinished(String alias, Predicate<OwnIndex> mayGo) {
        return deleteAll(
                list(alias).stream().filter(index -> !index.complete()).filter(mayGo), alias);
    }

    /**
     * Deletes the complete indexes that nobody needs any more: those of other generations than the
     * given, and of these all but the newest; never the one the alias points to.
     *
     * @return the names of the deleted ones
     */
    public List<String> prune(String alias, Set<String> generationsToKeep) {
        return prune(alias, generationsToKeep, _ -> true);
    }

    /** The same for some of them. */
    public List<String> prune(
            String alias, Set<String> generationsToKeep, Predicate<OwnIndex> mayGo) {
        var kept = new HashSet<String>();
        var superfluous =
                list(alias).reversed().stream()
                        .filter(OwnIndex::complete)
                        .filter(mayGo)
                        .filter(index ->
                                !generationsToKeep.contains(index.generation())
                                        || !kept.add(index.generation()))
                        .toList();
        return deleteAll(superfluous.stream(), alias);
    }

    /** Opens an index that was closed, and waits until it can be searched. */
    public void open(OwnIndex index) {
        requireOwn(index.name());
        var path = paths(index.name()).of("/_open?wait_for_active_shards=1");
        cluster.send(Call.query(path, null, "open index " + index.name()).within(SLOW_CHANGE));
    }

    /** Whether a part of the index is on no node any more. */
    public boolean isLost(OwnIndex index) {
        return health(index, "filter_path=status").path("status").asString("").equals("red");
    }

    private JsonNode health(OwnIndex index, String parameters) {
        var path = "/_cluster/health/" + index.name() + "?" + parameters;
        var call = Call.get(path, "look at index " + index.name()).within(SHORT_CHANGE);
        return cluster.send(call.accepting(408)).json();
    }

    /**
     * Deletes an index that this run has created and failed to fill. Does not wait long for a node
     * in trouble: the next run sweeps what is left.
     */
    public void discard(OwnIndex index) {
        cluster.send(
                Call.delete(paths(index.name()).of(""), "delete index " + index.name())
                        .within(SHORT_CHANGE)
                        .accepting(404));
    }

    private List<String> deleteAll(Stream<OwnIndex> indexes, String alias) {
        var targets = targets(alias);
        var deleted = new ArrayList<String>();
        indexes.filter(index -> !targets.contains(index.name()))
                .forEach(index -> {
                    delete(index.name());
                    deleted.add(index.name());
                });
        return deleted;
    }

    private Set<String> targets(String alias) {
        return Set.copyOf(ask(alias, "look at " + alias).propertyNames());
    }

    private OwnIndex requireOwn(String index) {
        return OwnIndex.read(index, ask(index, "look at index " + index).path(index))
                .orElseThrow(
                        () -> notOurs("index " + index + " is gone or was made by somebody else"));
    }

    private static Stream<OwnIndex> owned(JsonNode indexes) {
        return indexes.properties().stream()
                .flatMap(entry -> OwnIndex.read(entry.getKey(), entry.getValue()).stream());
    }

    /**
     * What the server knows under that name or pattern, by index; an empty object when there is
     * nothing.
     */
    private JsonNode ask(String nameOrPattern, String purpose) {
        var answer =
                cluster.send(
                        Call.get(
                                        paths(nameOrPattern)
                                                .of("?expand_wildcards=open,closed&" + OWN_PARTS),
                                        purpose)
                                .accepting(404));
        return answer.status() == 404 ? Json.object() : answer.json();
    }

    private IndexPaths paths(String index) {
        return new IndexPaths(cluster.family(), index);
    }

    private static DataException notOurs(String what) {
        return DataException.of(ErrorCode.INDEX_NOT_OURS, what)
                .withHint(
                        "nothing was changed; rename or remove it yourself, or configure another alias");
    }
}
