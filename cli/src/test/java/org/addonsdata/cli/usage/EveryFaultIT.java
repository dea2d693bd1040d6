package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every operation fails at every one of its points in every way, and the next command finds the old
 * data or the new ones and nothing else; see docs/reliability.md.
 */
class EveryFaultIT {
    /** One point of each operation that people use on data they have. */
    private static final Map<FaultOperation, String> SAMPLE =
            Map.of(
                    FaultOperation.INITIALIZE, "switch.begun",
                    FaultOperation.RESET, "switch.tables-renamed",
                    FaultOperation.RESTORE, "restore.load-ended",
                    FaultOperation.UNDO, "switch.tables-renamed",
                    FaultOperation.REINDEX, "index.loaded",
                    FaultOperation.EXPORT, "export.place-free",
                    FaultOperation.PRUNE, "prune.manifest-deleted",
                    FaultOperation.MIGRATE, "migrate.applied-8");

    @Test
    void aToolThatIsKilledLeavesTheOldOrTheNewData() throws SQLException {
        try (var lab = FaultLab.filled(FaultDisks.quick())) {
            var findings = new ArrayList<FaultFinding>();
            for (var operation : FaultOperation.values()) {
                var point = SAMPLE.get(operation);
                if (point != null) {
                    findings.add(
                            FaultRuns.attempt(
                                    new FaultTrial(lab, operation, point, Fault.TOOL_KILLED)));
                }
            }
            requireNoFailure(findings);
        }
    }

    @Tag("slow")
    @Test
    void whateverFailsAtWhateverPointLeavesTheOldOrTheNewData() throws SQLException, IOException {
        var written = Path.of("target/reliability.md");
        var page =
                Boolean.getBoolean("reliability.write")
                        ? Distribution.checkout().resolve("docs/reliability.md")
                        : Files.writeString(written, "# What was found\n\n");
        requireNoFailure(new FaultRuns(FaultRecord.on(page)).all());
    }

    private static void requireNoFailure(List<FaultFinding> findings) {
        assertThat(findings.stream().map(FaultFinding::failure).filter(f -> f != null)).isEmpty();
    }
}
