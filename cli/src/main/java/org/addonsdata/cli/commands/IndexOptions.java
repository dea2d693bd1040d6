package org.addonsdata.cli.commands;

import java.util.EnumMap;
import java.util.Map;
import org.addonsdata.cli.settings.Setting;
import picocli.CommandLine.Option;

/** How to fill the index, for every command that builds one. */
final class IndexOptions {
    @Option(
            names = "--skip-bad-documents",
            description =
                    "Leave documents out that the search server refuses, and list them (SKIP_BAD_DOCUMENTS).")
    private boolean skipBadDocuments;

    Map<Setting, String> flags() {
        var flags = new EnumMap<Setting, String>(Setting.class);
        Flags.put(flags, Setting.SKIP_BAD_DOCUMENTS, skipBadDocuments);
        return flags;
    }
}
