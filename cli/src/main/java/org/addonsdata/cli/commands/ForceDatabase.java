package org.addonsdata.cli.commands;

import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;

/** How a fresh start is asked about. */
final class ForceDatabase {
    static final String WORD = "reset";

    private ForceDatabase() {}

    static String question(Settings settings) {
        return "This replaces the database on the volume %s by a fresh one; 'undo' puts back what is there now."
                .formatted(settings.text(Setting.DATA_VOLUME));
    }
}
