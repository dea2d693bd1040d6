package org.addonsdata.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import org.addonsdata.cli.doctor.Finding.Severity;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/** Runs the checks, one after the other. */
public final class Doctor {
    private static final List<Check> CHECKS =
            List.of(
                    new JavaCheck(),
                    new SettingsCheck(),
                    new DiskCheck(),
                    new MemoryCheck(),
                    new PortsCheck(),
                    new ServersCheck(),
                    new PrivilegesCheck(),
                    new VolumeCheck(),
                    new GenerationsCheck(),
                    new IndexCheck(),
                    new SnapshotsCheck(),
                    new ClockCheck());

    private Doctor() {}

    /** A finding and what it is about. */
    public record Diagnosis(String topic, Finding finding) {
        public boolean isWrong() {
            return finding.severity() == Severity.WRONG;
        }
    }

    /** Everything that was found, in the order of the checks. */
    public static List<Diagnosis> examine(Patient patient) {
        var found = new ArrayList<Diagnosis>();
        for (var check : CHECKS) {
            for (var finding : look(check, patient)) {
                found.add(new Diagnosis(check.topic(), finding));
            }
        }
        return found;
    }

    /** A check that cannot look has found something too. */
    private static List<Finding> look(Check check, Patient patient) {
        try {
            return check.look(patient);
        } catch (DataException e) {
            if (e.code() == ErrorCode.INTERRUPTED) {
                throw e;
            }
            var hint = e.hint();
            return List.of(
                    e.code() == ErrorCode.LOCKED
                            ? Finding.note(e.messageText(), "look again when it has ended")
                            : Finding.wrong(
                                    e.messageText(),
                                    hint == null ? "repeat it with --verbose" : hint));
        }
    }
}
