package org.addonsdata.cli.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.addonsdata.cli.console.Text;
import org.addonsdata.services.Mode;
import org.addonsdata.services.volume.VolumeSummary;

/** The volume's description, who may read it, and its lock. */
final class VolumeCheck implements Check {
    private static final Set<PosixFilePermission> OWNER =
            PosixFilePermissions.fromString("rwx------");

    @Override
    public String topic() {
        return "volume";
    }

    @Override
    public List<Finding> look(Patient patient) {
        if (patient.trouble().isPresent()) {
            return List.of();
        }
        if (patient.volume().isEmpty()) {
            return patient.status().volume() == null
                    ? List.of()
                    : List.of(Finding.fine(patient.stack().place() + " is not created yet"));
        }
        var findings = new ArrayList<Finding>();
        var volume = patient.volume().get();
        findings.add(
                volume.problem()
                        .map(problem ->
                                Finding.wrong(
                                        "%s: %s".formatted(volume.path(), problem),
                                        "nothing was touched; bring a snapshot back into a new volume: make up DATA_VOLUME=another, make data_restore"))
                        .orElseGet(() ->
                                Finding.fine(
                                        "%s, %s (database %s, search %s)"
                                                .formatted(
                                                        volume.path(),
                                                        Text.bytes(volume.bytes()),
                                                        Text.bytes(volume.databaseBytes()),
                                                        Text.bytes(volume.searchBytes())))));
        // A container's files belong to its own user.
        if (patient.status().mode() == Mode.EMBEDDED) {
            permissions(volume, findings);
        }
        // Whoever holds it is told as a finding of its own.
        patient.stack()
                .lockIfExists("doctor", Duration.ZERO, _ -> {})
                .ifPresent(lock -> lock.close());
        return findings;
    }

    private static void permissions(VolumeSummary volume, List<Finding> findings) {
        for (var path : List.of(volume.path(), volume.path().resolve("credentials.json"))) {
            if (Files.exists(path) && isOpen(path)) {
                findings.add(
                        Finding.wrong(
                                        path + " can be read by others, and passwords lie in it",
                                        "chmod go-rwx " + path)
                                .withRemedy(() -> close(path)));
            }
        }
    }

    private static boolean isOpen(Path path) {
        try {
            return !OWNER.containsAll(Files.getPosixFilePermissions(path));
        } catch (IOException | UnsupportedOperationException e) {
            // A file system without permissions has nothing to close.
            return false;
        }
    }

    private static String close(Path path) {
        try {
            var permissions = Files.getPosixFilePermissions(path);
            permissions.retainAll(OWNER);
            Files.setPosixFilePermissions(path, permissions);
            return "closed " + path + " to others";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
