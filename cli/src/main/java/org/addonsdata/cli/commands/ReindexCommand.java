package org.addonsdata.cli.commands;

import java.util.List;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.lifecycle.usecase.Reindex;
import org.addonsdata.lifecycle.usecase.Workplace;
import org.addonsdata.search.compare.CheckReport;
import org.addonsdata.search.compare.RepairReport;
import org.addonsdata.search.load.RefusedDocument;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "reindex",
        mixinStandardHelpOptions = true,
        description =
                "Rebuilds the search index without a gap: the old one is searched until the new one is true.")
@Manual(
        changes =
                "Builds a new index aside, moves the alias to it and drops the one before. With --check nothing; with --repair only the documents that differ."
                        + " Documents that were left out by --skip-bad-documents are listed and count as no difference.",
        ends = {
            ExitStatus.NOT_READY,
            ExitStatus.LOCKED,
            ExitStatus.INTERRUPTED,
            ExitStatus.REFUSED
        },
        endsWith =
                "5: index and database differ (--check), or the new index is not true to the database",
        examples = {
            @Example(line = "addons-data reindex", does = "rebuilds it"),
            @Example(
                    line = "addons-data reindex --check",
                    does = "compares every document with the database"),
            @Example(line = "addons-data reindex --repair", does = "mends just what differs"),
            @Example(
                    line = "addons-data reindex --skip-bad-documents",
                    does = "leaves out what the search server refuses, and lists it")
        })
final class ReindexCommand extends DataCommand {
    @Mixin private final ServerOptions servers = new ServerOptions();
    @Mixin private final IndexOptions index = new IndexOptions();
    @ArgGroup private final Mode mode = new Mode();

    /** What to do instead of a rebuild. */
    static final class Mode {
        @Option(
                names = "--check",
                description = "Compare index and database, and tell what differs.")
        private boolean check;

        @Option(names = "--repair", description = "Compare, and index just what differs.")
        private boolean repair;
    }

    ReindexCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var flags = servers.flags();
        flags.putAll(index.flags());
        var settings = settings(flags);
        return Stacks.whileRunning(
                invocation(),
                settings,
                "reindex",
                running -> run(invocation().workplace(running, settings)));
    }

    private ExitStatus run(Workplace workplace) {
        if (mode.check) {
            return check(Reindex.check(workplace));
        }
        if (mode.repair) {
            repaired(Reindex.repair(workplace));
        } else {
            rebuilt(Reindex.run(workplace));
        }
        return ExitStatus.DONE;
    }

    private void rebuilt(Reindex.Result result) {
        var detail = result.steps().getLast().detail();
        if (console().isJson()) {
            var json = JsonMapper.shared().createObjectNode().put("index", detail);
            put(json, result.refused());
            console().result(json);
        } else {
            console().line("reindexed: " + detail);
        }
    }

    private static void put(ObjectNode json, List<RefusedDocument> refused) {
        var list = json.putArray("refused");
        for (var document : refused) {
            list.addObject().put("id", document.key()).put("reason", document.reason());
        }
    }

    private ExitStatus check(CheckReport report) {
        show(report, JsonMapper.shared().createObjectNode());
        if (report.isTrue()) {
            return ExitStatus.DONE;
        }
        console()
                .remark(
                        report.mappingMatches()
                                ? "hint: mend it with addons-data reindex --repair"
                                : "hint: the mapping has changed; rebuild it with make reindex_data");
        return ExitStatus.INTEGRITY;
    }

    private void repaired(RepairReport report) {
        var json = JsonMapper.shared().createObjectNode().put("repaired", report.repaired());
        put(json, report.refused());
        show(report.before(), json);
        if (!console().isJson()) {
            report.refused()
                    .forEach(document ->
                            console()
                                    .line(
                                            "left out document %d: %s"
                                                    .formatted(document.key(), document.reason())));
            console().line("repaired %,d documents".formatted(report.repaired()));
        }
    }

    private void show(CheckReport report, ObjectNode json) {
        if (console().isJson()) {
            json.put("index", report.index())
                    .put("documentsInDatabase", report.documentsInSource())
                    .put("documentsInIndex", report.documentsInIndex())
                    .put("mappingMatches", report.mappingMatches());
            put(json, "missing", report.missing());
            put(json, "surplus", report.surplus());
            put(json, "stale", report.stale());
            put(json, "leftOut", report.refused());
            console().result(json);
            return;
        }
        console()
                .line(
                        "%s: %,d documents, %,d belong in it"
                                .formatted(
                                        report.index(),
                                        report.documentsInIndex(),
                                        report.documentsInSource()));
        show("missing in the index", report.missing());
        show("in the index only", report.surplus());
        show("changed since", report.stale());
        show("left out, as they were refused", report.refused());
        if (report.isTrue()) {
            console().line("no difference");
        }
    }

    private void show(String kind, CheckReport.Finding finding) {
        if (finding.total() > 0) {
            console()
                    .line(
                            "%s: %,d, such as %s"
                                    .formatted(kind, finding.total(), finding.firstKeys()));
        }
    }

    private static void put(ObjectNode json, String name, CheckReport.Finding finding) {
        var body = json.putObject(name).put("total", finding.total());
        finding.firstKeys().forEach(body.putArray("firstIds")::add);
    }
}
