package org.addonsdata.addons.reference;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The versions of Firefox and Firefox for Android that add-ons can name as their least and
 * greatest: nightly, release and any of each major version since 4, and any at all.
 */
public final class ApplicationVersions {
    public static final int FIREFOX = 1;
    public static final int ANDROID = 61;
    public static final String ANY = "*";

    /** The release that is current at the seed's date, November 2026. */
    public static final int CURRENT = 157;

    private static final int OLDEST = 4;
    private static final int NIGHTLY = CURRENT + 2;

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Entry> byName = new HashMap<>();

    public ApplicationVersions() {
        add(FIREFOX);
        add(ANDROID);
    }

    /** One row; ids count from 1 in the order of the list. */
    public record Entry(int id, int application, String version) {
        public long code() {
            return VersionCode.of(version);
        }
    }

    public List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The id of a version that is in the list. */
    public int id(int application, String version) {
        return Objects.requireNonNull(byName.get(key(application, version)), version).id();
    }

    private void add(int application) {
        for (int major = OLDEST; major <= NIGHTLY; major++) {
            add(application, major + ".0a1");
            add(application, major + ".0");
            add(application, major + ".*");
        }
        add(application, ANY);
    }

    private void add(int application, String version) {
        var entry = new Entry(entries.size() + 1, application, version);
        entries.add(entry);
        byName.put(key(application, version), entry);
    }

    private static String key(int application, String version) {
        return application + "/" + version;
    }
}
