package org.addonsdata.cli.commands;

import java.util.Map;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import picocli.CommandLine.Option;

/** Whether what is replaced stays, for every command that replaces data. */
final class UndoOption {
    @Option(
            names = "--without-undo",
            description =
                    "Drop what undo keeps before, and what is replaced after (WITHOUT_UNDO); for disks without room for both.")
    private boolean withoutUndo;

    void addTo(Map<Setting, String> flags) {
        Flags.put(flags, Setting.WITHOUT_UNDO, withoutUndo);
    }

    /** The second half of the question that is asked first. */
    static String consequence(Settings settings) {
        return settings.flag(Setting.WITHOUT_UNDO)
                ? "there is no undo, neither of this nor of what was done before."
                : "'undo' puts back what is there now.";
    }
}
