package org.addonsdata.cli.commands;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.addonsdata.cli.console.Style;
import org.addonsdata.cli.doctor.Bundle;
import org.addonsdata.cli.doctor.Doctor;
import org.addonsdata.cli.doctor.Doctor.Diagnosis;
import org.addonsdata.cli.doctor.Patient;
import org.addonsdata.cli.doctor.Report;
import org.addonsdata.cli.manual.Manual;
import org.addonsdata.cli.manual.Manual.Example;
import org.addonsdata.cli.settings.Secrets;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.concurrent.Closer;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.errors.ExitStatus;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.services.ServiceStack.Running;
import org.addonsdata.services.StackStatus;
import org.addonsdata.services.StackStatus.ServerState;
import org.addonsdata.services.volume.VolumeSummary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks for what is wrong, and says what to do about each thing.")
@Manual(
        details = {
            "It looks at the JVM, settings, room and speed of the disk, memory, ports, the servers, the privileges on servers of one's own, the volume, the data and what runs that died left, the index, snapshots and the clock. What does not run is not looked at, unless --start says so."
        },
        changes =
                "Nothing. With --fix, what is safe: leftovers that nothing refers to are removed, a volume is closed to others. --bundle writes an archive without passwords and without data.",
        ends = {ExitStatus.REFUSED, ExitStatus.INTERRUPTED},
        endsWith = {"0: nothing is wrong", "1: something is wrong"},
        examples = {
            @Example(line = "addons-data doctor", does = "looks at what is there"),
            @Example(
                    line = "addons-data doctor --start --fix",
                    does = "starts the servers to look, mends what is safe, and stops them again"),
            @Example(
                    line = "addons-data doctor --bundle /tmp/report.zip",
                    does = "writes what a bug report needs")
        })
final class DoctorCommand extends DataCommand {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

    @Option(names = "--fix", description = "Do what is safe about what was found.")
    private boolean fix;

    @Option(
            names = "--start",
            description = "Start servers that do not run, look, and stop them again.")
    private boolean start;

    @Option(
            names = "--bundle",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "FILE",
            description = "Write an archive for a bug report (addons-data-doctor-<timestamp>.zip).")
    private @Nullable String bundle;

    @Mixin private final ServerOptions servers = new ServerOptions();

    DoctorCommand(Invocation invocation) {
        super(invocation);
    }

    @Override
    ExitStatus run() {
        var settings = settings(servers.flags());
        var stack = Stacks.of(invocation(), settings);
        return withServers(
                stack,
                settings,
                (servers, status) -> {
                    var patient = patient(stack, settings, status, servers);
                    var found = Doctor.examine(patient);
                    show(found);
                    if (fix) {
                        mend(found);
                    }
                    if (bundle != null) {
                        write(patient, settings, found);
                    }
                    return found.stream().anyMatch(Diagnosis::isWrong)
                            ? ExitStatus.FAILED
                            : ExitStatus.DONE;
                });
    }

    private ExitStatus withServers(
            ServiceStack stack,
            Settings settings,
            BiFunction<Attached, StackStatus, ExitStatus> work) {
        try (var closer = new Closer()) {
            Attached attached;
            var status = unknown(stack);
            try {
                if (start && !stack.status().isRunning()) {
                    closer.own(() -> stop(stack, settings));
                    start(stack, settings);
                }
                status = stack.status();
                var running = stack.attach();
                running.ifPresent(closer::own);
                attached = new Attached(running, Optional.empty());
            } catch (DataException e) {
                if (e.code() == ErrorCode.INTERRUPTED) {
                    throw e;
                }
                attached = new Attached(Optional.empty(), Optional.of(e));
            }
            return work.apply(attached, status);
        }
    }

    /** The servers, or why they cannot be asked; neither where they do not run. */
    private record Attached(Optional<Running> running, Optional<DataException> trouble) {}

    private static StackStatus unknown(ServiceStack stack) {
        var server = new ServerState("a server", false, "", 0, null, null);
        return new StackStatus(stack.mode(), null, server, server);
    }

    private void start(ServiceStack stack, Settings settings) {
        try (var _ = Stacks.lock(invocation(), settings, stack, "doctor");
                var running = stack.start(console().progress(), invocation().cancellation())) {
            running.database();
            running.search();
        }
    }

    private void stop(ServiceStack stack, Settings settings) {
        try (var closer = new Closer()) {
            Stacks.lockIfExists(invocation(), settings, stack, "doctor").ifPresent(closer::own);
            stack.stop(console().progress());
        }
    }

    private Patient patient(
            ServiceStack stack, Settings settings, StackStatus status, Attached attached) {
        Optional<VolumeSummary> volume =
                status.volume() != null && status.volume().exists()
                        ? Optional.of(
                                Stacks.volumes(invocation(), settings)
                                        .inspect(settings.text(Setting.DATA_VOLUME)))
                        : Optional.empty();
        return new Patient(
                settings,
                invocation().environment(),
                invocation().application(settings),
                stack,
                status,
                volume,
                attached.running().map(running -> invocation().workplace(running, settings)),
                attached.trouble(),
                Snapshots.store(invocation()),
                invocation().dataHome(),
                invocation().engines());
    }

    private void show(List<Diagnosis> found) {
        if (console().isJson()) {
            console().result(Report.json(found));
        } else {
            var style = console().resultStyle();
            Report.lines(found, style).forEach(line -> console().line(line, Report.indent(style)));
        }
    }

    private void mend(List<Diagnosis> found) {
        for (var diagnosis : found) {
            var remedy = diagnosis.finding().remedy();
            if (remedy != null) {
                console().remark("fixed: " + remedy.apply());
            }
        }
    }

    private void write(Patient patient, Settings settings, List<Diagnosis> found) {
        var file =
                invocation()
                        .project()
                        .directory()
                        .resolve(
                                bundle == null || bundle.isEmpty()
                                        ? "addons-data-doctor-%s.zip"
                                                .formatted(TIMESTAMP.format(Instant.now()))
                                        : bundle);
        var archive = new Bundle(patient, secrets(settings));
        archive.add("version.txt", String.join("\n", new Version().getVersion()) + "\n" + system());
        archive.add("doctor.txt", String.join("\n", plain(found)) + "\n");
        archive.add("doctor.json", Report.json(found).toPrettyString());
        archive.add("settings.txt", String.join("\n", SettingLines.of(settings)) + "\n");
        archive.add(
                "status.json",
                StatusJson.of(patient.status(), Optional.empty(), Optional.empty())
                        .toPrettyString());
        archive.write(file);
        console().remark("wrote " + file + ", without passwords and without data");
    }

    private static List<String> plain(List<Diagnosis> found) {
        return Report.lines(found, new Style(0, false, false));
    }

    private static String system() {
        return "%s %s %s\n"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"));
    }

    /** Passwords that the settings and the environment hold. */
    private List<String> secrets(Settings settings) {
        var secrets = new ArrayList<String>();
        for (var setting : Setting.values()) {
            if (settings.has(setting) && Secrets.isSecret(setting.name())) {
                secrets.add(settings.text(setting));
            } else if (settings.has(setting)) {
                secrets.addAll(Secrets.passwords(settings.text(setting)));
            }
        }
        invocation()
                .environment()
                .forEach((name, value) -> {
                    if (Secrets.isSecret(name)) {
                        secrets.add(value);
                    }
                });
        return secrets;
    }
}
