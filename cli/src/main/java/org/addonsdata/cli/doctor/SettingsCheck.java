package org.addonsdata.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Variables;

/** What is set, and what nobody reads. */
final class SettingsCheck implements Check {
    @Override
    public String topic() {
        return "settings";
    }

    @Override
    public List<Finding> look(Patient patient) {
        var findings = new ArrayList<Finding>();
        var chosen = new ArrayList<String>();
        for (var setting : Setting.values()) {
            if (patient.settings().has(setting) && patient.settings().isChosen(setting)) {
                chosen.add(setting.name());
            }
        }
        findings.add(
                Finding.fine(
                        chosen.isEmpty()
                                ? "all as they are by default"
                                : "set: " + String.join(", ", chosen)));
        Variables.unknown(patient.environment())
                .forEach((name, meant) ->
                        findings.add(
                                Finding.note(
                                        "nothing reads the variable " + name,
                                        meant.map(nearest -> "did you mean " + nearest + "?")
                                                .orElse("unset it"))));
        return findings;
    }
}
