package org.addonsdata.search.compare;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.addonsdata.core.concurrent.Cancellation;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress;
import org.addonsdata.search.DocumentSource;
import org.addonsdata.search.IndexDefinition;
import org.addonsdata.search.cluster.SearchCluster;
import org.addonsdata.search.compare.CheckReport.Finding;
import org.addonsdata.search.index.IndexSettings;
import org.addonsdata.search.index.Indexes;
import org.addonsdata.search.index.MappingFingerprint;
import org.addonsdata.search.index.OwnIndex;
import org.addonsdata.search.load.LoadOptions;
import org.addonsdata.search.load.RangeDigests;
import org.addonsdata.search.load.RangeTasks;
import org.addonsdata.search.load.RefusedDocuments;

/**
 * Tells whether the live index is true to its source, and makes it so. All methods throw {@link
 * DataException} as {@link Indexes#live} and {@link SearchCluster#send} do.
 */
public final class IndexCheck {
    private static final int KEYS_SHOWN = 20;

    private final SearchCluster cluster;
    private final IndexDefinition definition;
    private final String fingerprint;
    private final LoadOptions options;

    public IndexCheck(
            SearchCluster cluster,
            IndexDefinition definition,
            IndexSettings settings,
            LoadOptions options) {
        this.cluster = cluster;
        this.definition = definition;
        this.fingerprint = MappingFingerprint.of(definition, settings);
        this.options = options;
    }

    /** A look that costs two small requests, whatever the size; empty when there is no index. */
    public Optional<QuickCheck> quick() {
        var indexes = new Indexes(cluster);
        return indexes.live(definition.alias())
                .map(index -> new QuickCheck(index, indexes.count(index.name()), matches(index)));
    }

    /**
     * Compares every document's key and version. What changes while it runs may show as a
     * difference.
     *
     * @param task told of the documents of the source as they are compared
     */
    public CheckReport check(DocumentSource source, Progress.Task task, Cancellation cancellation) {
        var index = prepare();
        var findings = new Findings(index.refused());
        var counts = compare(source, index, task, cancellation, findings::add);
        return findings.report(index.name(), counts, matches(index));
    }

    /**
     * Compares as {@link #check} does and writes or deletes what differs, unless somebody else
     * writes it meanwhile. Documents that the index was built without are tried again, and left out
     * when they are refused again. A mapping that does not match is left: that takes a new index.
     */
    public RepairReport repair(
            DocumentSource source, Progress.Task task, Cancellation cancellation) {
        var index = prepare();
        var findings = new Findings(index.refused());
        var refused = new RefusedDocuments(options.skipRefused(), index.refused());
        var repair =
                new LiveRepair(
                        source,
                        new Reconciler(cluster, index.name(), options, refused, cancellation));
        var counts =
                compare(
                        source,
                        index,
                        task,
                        cancellation,
                        differences -> {
                            findings.add(differences);
                            repair.add(differences);
                        });
        var written = repair.finish();
        var indexes = new Indexes(cluster);
        indexes.refresh(index.name());
        indexes.recordRefused(index, refused.keys());
        return new RepairReport(
                findings.report(index.name(), counts, matches(index)), written, refused.all());
    }

    private OwnIndex prepare() {
        var indexes = new Indexes(cluster);
        var index =
                indexes.live(definition.alias())
                        .orElseThrow(() ->
                                DataException.of(
                                                ErrorCode.SEARCH_ERROR,
                                                "there is no search index " + definition.alias())
                                        .withHint("build it by a reindex"));
        indexes.refresh(index.name());
        return index;
    }

    private Counts compare(
            DocumentSource source,
            OwnIndex index,
            Progress.Task task,
            Cancellation cancellation,
            java.util.function.Consumer<List<Difference>> differences) {
        try (var _ = cancellation.onCancel(cluster::abort);
                var view = source.open(options.readers())) {
            var counts = new Counts(view.documentCount(), new Indexes(cluster).count(index.name()));
            task.total(counts.source());
            var ranges = RangeDigests.covering(view.split(options.documentsPerRange()));
            var share = counts.source() / ranges.size();
            RangeTasks.forEach(
                    ranges.size(),
                    options.readers(),
                    cancellation,
                    number -> {
                        RangeComparison.compare(
                                view, cluster, index.name(), ranges.get(number), differences);
                        task.advance(share);
                    });
            task.advance(counts.source() - share * ranges.size());
            return counts;
        }
    }

    private boolean matches(OwnIndex index) {
        return index.fingerprint().equals(fingerprint);
    }

    private record Counts(long source, long index) {}

    private static final class Findings {
        private final Map<Difference.Kind, List<Long>> keys = new EnumMap<>(Difference.Kind.class);
        private final Map<Difference.Kind, Long> totals = new EnumMap<>(Difference.Kind.class);
        private final Set<Long> leftOut;
        private final List<Long> refused = new ArrayList<>();

        Findings(List<Long> leftOut) {
            this.leftOut = Set.copyOf(leftOut);
        }

        synchronized void add(List<Difference> differences) {
            for (var difference : differences) {
                if (difference.kind() == Difference.Kind.MISSING
                        && leftOut.contains(difference.key())) {
                    refused.add(difference.key());
                    continue;
                }
                totals.merge(difference.kind(), 1L, Long::sum);
                var shown = keys.computeIfAbsent(difference.kind(), _ -> new ArrayList<>());
                if (shown.size() < KEYS_SHOWN) {
                    shown.add(difference.key());
                }
            }
        }

        synchronized CheckReport report(String index, Counts counts, boolean mappingMatches) {
            return new CheckReport(
                    index,
                    counts.source(),
                    counts.index(),
                    mappingMatches,
                    finding(Difference.Kind.MISSING),
                    finding(Difference.Kind.SURPLUS),
                    finding(Difference.Kind.STALE),
                    new Finding(
                            refused.size(), refused.stream().sorted().limit(KEYS_SHOWN).toList()));
        }

        private Finding finding(Difference.Kind kind) {
            return new Finding(
                    totals.getOrDefault(kind, 0L), List.copyOf(keys.getOrDefault(kind, List.of())));
        }
    }
}
