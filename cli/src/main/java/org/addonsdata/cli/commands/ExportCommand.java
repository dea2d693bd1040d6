package org.addonsdata.cli.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.addonsdata.cli.console.Text;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.lifecycle.usecase.Export;
import org.addonsdata.snapshot.export.ExportOptions;
import org.addonsdata.snapshot.export.ExportResult;
import org.addonsdata.snapshot.format.Compression;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description =
                "Writes a snapshot of the database, consistent at one moment, while others go on writing.")
@Manual(
        details = {
            "Without DIR it goes to backups/<timestamp> in the project's directory. Nothing there is replaced unless --overwrite says so, and then only once the new snapshot is complete."
        },
        changes =
                "Nothing in the database. Writes a directory with one .sql file and its manifest.",
        ends = {
            ExitStatus.NOT_READY,
            ExitStatus.LOCKED,
            ExitStatus.INTERRUPTED,
            ExitStatus.REFUSED,
            ExitStatus.INTEGRITY
        },
        examples = {
            @Example(line = "addons-data export", does = "writes backups/<timestamp>"),
            @Example(
                    line = "addons-data export /tmp/before --compress zstd",
                    does = "writes a compressed one to a directory of its own")
        })
final class ExportCommand extends DataCommand {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final int MOST_WORKERS = 64;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "Where to write it (EXPORT_DIR).")
    private @Nullable String directory;

    @Option(
            names = "--compress",
            paramLabel = "zstd|none",
            description = "How to compress it (COMPRESS, none).")
    private @Nullable String compression;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "Connections that read at once (WORKERS; the cores and one).")
    private @Nullable String workers;

    @Option(names = "--overwrite", description = "Replace a snapshot that is there.")
    private boolean overwrite;

    @Mixin private final ServerOptions servers = new ServerOptions();

    ExportCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var flags = servers.flags();
        Flags.put(flags, Setting.EXPORT_DIR, directory);
        Flags.put(flags, Setting.COMPRESS, compression);
        Flags.put(flags, Setting.WORKERS, workers);
        var settings = settings(flags);
        var _ = options(settings);
        return Stacks.whileRunning(
                invocation(),
                settings,
                "export",
                running -> {
                    show(
                            Export.run(
                                    invocation().workplace(running, settings),
                                    () -> options(settings)));
                    return ExitStatus.DONE;
                });
    }

    private ExportOptions options(Settings settings) {
        var options =
                ExportOptions.of(
                                invocation().application(settings).databaseName(), target(settings))
                        .withCompression(compression(settings))
                        .withOverwrite(overwrite);
        return settings.has(Setting.WORKERS) ? options.withWorkers(workers(settings)) : options;
    }

    private Path target(Settings settings) {
        var project = invocation().project().directory();
        return settings.has(Setting.EXPORT_DIR)
                ? project.resolve(settings.text(Setting.EXPORT_DIR)).normalize()
                : unused(project.resolve("backups"), Instant.now());
    }

    /** The second of two snapshots in one second gets the name of the next one. */
    static Path unused(Path backups, Instant now) {
        var time = now;
        while (Files.exists(backups.resolve(TIMESTAMP.format(time)))) {
            time = time.plusSeconds(1);
        }
        return backups.resolve(TIMESTAMP.format(time));
    }

    static int workers(Settings settings) {
        return settings.has(Setting.WORKERS)
                ? settings.number(
                        Setting.WORKERS, 1, MOST_WORKERS, "a number of connections up to 64")
                : Runtime.getRuntime().availableProcessors();
    }

    private static Compression compression(Settings settings) {
        return switch (settings.text(Setting.COMPRESS)) {
            case "zstd" -> Compression.ZSTD;
            case "none" -> Compression.NONE;
            default ->
                    throw DataException.of(
                                    ErrorCode.SETTING_INVALID,
                                    "COMPRESS is '%s', which is not zstd or none"
                                            .formatted(settings.text(Setting.COMPRESS)))
                            .withHint("leave it out for a plain .sql file");
        };
    }

    private void show(ExportResult result) {
        var manifest = result.manifest();
        if (console().isJson()) {
            console()
                    .result(
                            JsonMapper.shared()
                                    .createObjectNode()
                                    .put("directory", result.directory().toString())
                                    .put("file", manifest.file())
                                    .put("bytes", manifest.fileBytes())
                                    .put("sha256", manifest.fileSha256())
                                    .put("tables", manifest.tables().size())
                                    .put("rows", manifest.rows()));
            return;
        }
        result.notes().forEach(console()::remark);
        console()
                .line(
                        "%s: %s rows of %d tables, %s, sha256 %s"
                                .formatted(
                                        result.directory().resolve(manifest.file()),
                                        Text.count(manifest.rows()),
                                        manifest.tables().size(),
                                        Text.bytes(manifest.fileBytes()),
                                        manifest.fileSha256().substring(0, 16)));
    }
}
