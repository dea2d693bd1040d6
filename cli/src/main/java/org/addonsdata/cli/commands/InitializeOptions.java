package org.addonsdata.cli.commands;

import java.util.EnumMap;
import java.util.Map;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.lifecycle.application.Population.SeedOptions;
import org.addonsdata.lifecycle.usecase.Initialisation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How to initialise, for every command that does. */
final class InitializeOptions {
    private static final int MOST_ADDONS = 10_000_000;

    @Option(
            names = "--force-db",
            description =
                    "Start afresh: recreate, seed and reindex; 'undo' puts back what was there (INIT_FORCE_DB).")
    private boolean forceDatabase;

    @Option(names = "--skip-seed", description = "Leave the seed out (INIT_SKIP_SEED).")
    private boolean skipSeed;

    @Option(
            names = "--skip-index",
            description = "Leave the search index as it is (INIT_SKIP_INDEX).")
    private boolean skipIndex;

    @Option(
            names = "--seed-addons",
            paramLabel = "N",
            description = "Generate so many add-ons beyond the default seed (SEED_ADDONS).")
    private @Nullable String seedAddons;

    @Option(
            names = "--seed-number",
            paramLabel = "N",
            description = "The same number gives the same generated add-ons (SEED_NUMBER, 1).")
    private @Nullable String seedNumber;

    @Mixin private final UndoOption undo = new UndoOption();

    Map<Setting, String> flags() {
        var flags = new EnumMap<Setting, String>(Setting.class);
        Flags.put(flags, Setting.INIT_FORCE_DB, forceDatabase);
        undo.addTo(flags);
        Flags.put(flags, Setting.INIT_SKIP_SEED, skipSeed);
        Flags.put(flags, Setting.INIT_SKIP_INDEX, skipIndex);
        Flags.put(flags, Setting.SEED_ADDONS, seedAddons);
        Flags.put(flags, Setting.SEED_NUMBER, seedNumber);
        return flags;
    }

    /**
     * Checks everything before any server is started.
     *
     * @param beforeChangeInPlace asks before a database that is there is migrated
     * @throws DataException with {@link ErrorCode#SETTING_INVALID}
     */
    Initialisation.Options options(Settings settings, Runnable beforeChangeInPlace) {
        return new Initialisation.Options(
                settings.flag(Setting.INIT_FORCE_DB),
                settings.flag(Setting.INIT_SKIP_SEED),
                settings.flag(Setting.INIT_SKIP_INDEX),
                new SeedOptions(
                        settings.number(
                                Setting.SEED_ADDONS,
                                0,
                                MOST_ADDONS,
                                "a number of add-ons up to 10,000,000"),
                        settings.number(
                                Setting.SEED_NUMBER,
                                0,
                                Integer.MAX_VALUE,
                                "a whole number from 0")),
                settings.flag(Setting.WITHOUT_UNDO),
                beforeChangeInPlace);
    }
}
