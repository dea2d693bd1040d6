package org.addonsdata.addons.index;

import static org.addonsdata.addons.index.FieldNames.name;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.SerializableString;

/**
 * Renders the add-on's current version with its compatibility, file and license; and the
 * applications it is for.
 */
final class VersionRenderer {
    /**
     * The number of the version {@code *}, which is greater than that of any other: {@code
     * version_int} of addons-server.
     */
    static final long ANY_VERSION = 65_535_999_999_200_100L;

    private static final SerializableString CURRENT_VERSION = name("current_version");
    private static final SerializableString ID = name("id");
    private static final SerializableString VERSION = name("version");
    private static final SerializableString REVIEWED = name("reviewed");
    private static final SerializableString COMPATIBLE_APPS = name("compatible_apps");
    private static final SerializableString MIN = name("min");
    private static final SerializableString MAX = name("max");
    private static final SerializableString MIN_HUMAN = name("min_human");
    private static final SerializableString MAX_HUMAN = name("max_human");
    private static final SerializableString FILES = name("files");
    private static final SerializableString CREATED = name("created");
    private static final SerializableString FILENAME = name("filename");
    private static final SerializableString HASH = name("hash");
    private static final SerializableString SIGNED_BY_MOZILLA = name("is_mozilla_signed_extension");
    private static final SerializableString SIZE = name("size");
    private static final SerializableString STATUS = name("status");
    private static final SerializableString STRICT_COMPATIBILITY = name("strict_compatibility");
    private static final SerializableString PERMISSIONS = name("permissions");
    private static final SerializableString OPTIONAL_PERMISSIONS = name("optional_permissions");
    private static final SerializableString HOST_PERMISSIONS = name("host_permissions");
    private static final SerializableString LICENSE = name("license");
    private static final SerializableString BUILTIN = name("builtin");
    private static final SerializableString URL = name("url");
    private static final SerializableString NAME_TRANSLATIONS = FieldNames.translations("name");
    private static final SerializableString RELEASE_NOTES =
            FieldNames.translations("release_notes");
    private static final SerializableString APP = name("app");
    private static final Map<Long, SerializableString> APPLICATIONS = applications();

    private final Rows versions;
    private final Rows compatibility;
    private final Rows licenseNames;
    private final Rows releaseNotes;
    private final DocumentWriter writer;
    private final TextRenderer texts;
    private final long[] applications = new long[AddonIndex.APPLICATIONS.size()];
    private int applicationCount;

    VersionRenderer(AddonRows rows, DocumentWriter writer, TextRenderer texts) {
        versions = rows.of(AddonQuery.VERSIONS);
        compatibility = rows.of(AddonQuery.COMPATIBILITY);
        licenseNames = rows.of(AddonQuery.LICENSE_NAMES);
        releaseNotes = rows.of(AddonQuery.RELEASE_NOTES);
        this.writer = writer;
        this.texts = texts;
    }

    void render(long addon, ModifiedStamp modified) throws SQLException {
        applicationCount = 0;
        if (versions.belongsTo(addon)) {
            modified.include(versions.bytes(2));
            renderVersion(addon, modified);
            versions.next();
        } else {
            writer.nothing(CURRENT_VERSION);
        }
        writer.startArray(APP);
        for (int i = 0; i < applicationCount; i++) {
            writer.number(applications[i]);
        }
        writer.endArray();
    }

    private void renderVersion(long addon, ModifiedStamp modified) throws SQLException {
        writer.startObject(CURRENT_VERSION);
        writer.number(ID, versions.number(3));
        writer.text(VERSION, versions.bytes(4));
        writer.time(REVIEWED, versions.bytesOrNull(5));
        renderCompatibility(addon, versions.flag(13), modified);
        renderFile();
        renderLicense(addon, modified);
        texts.all(RELEASE_NOTES, texts.read(releaseNotes, addon, modified));
        writer.endObject();
    }

    /**
     * Without strict compatibility the greatest version is a recommendation: any later one will do.
     */
    private void renderCompatibility(long addon, boolean strict, ModifiedStamp modified)
            throws SQLException {
        writer.startObject(COMPATIBLE_APPS);
        while (compatibility.belongsTo(addon)) {
            modified.include(compatibility.bytes(2));
            long application = compatibility.number(3);
            applications[applicationCount++] = application;
            writer.startObject(Objects.requireNonNull(APPLICATIONS.get(application)));
            writer.number(MIN, compatibility.number(4));
            writer.number(MAX, strict ? compatibility.number(6) : ANY_VERSION);
            writer.text(MIN_HUMAN, compatibility.bytes(5));
            writer.text(MAX_HUMAN, compatibility.bytes(7));
            writer.endObject();
            compatibility.next();
        }
        writer.endObject();
    }

    private void renderFile() throws SQLException {
        writer.startArray(FILES);
        if (!versions.isNull(6)) {
            writer.startObject();
            writer.number(ID, versions.number(6));
            writer.time(CREATED, versions.bytes(7));
            writer.text(FILENAME, versions.bytes(8));
            writer.text(HASH, versions.bytes(9));
            writer.flag(SIGNED_BY_MOZILLA, versions.flag(10));
            writer.number(SIZE, versions.number(11));
            writer.number(STATUS, versions.number(12));
            writer.flag(STRICT_COMPATIBILITY, versions.flag(13));
            writer.strings(PERMISSIONS, versions.bytes(14));
            writer.strings(OPTIONAL_PERMISSIONS, versions.bytes(15));
            writer.strings(HOST_PERMISSIONS, versions.bytes(16));
            writer.endObject();
        }
        writer.endArray();
    }

    private void renderLicense(long addon, ModifiedStamp modified) throws SQLException {
        var names = texts.read(licenseNames, addon, modified);
        if (versions.isNull(17)) {
            writer.nothing(LICENSE);
            return;
        }
        writer.startObject(LICENSE);
        writer.number(ID, versions.number(17));
        writer.number(BUILTIN, versions.number(18));
        writer.text(URL, versions.bytesOrNull(19));
        texts.all(NAME_TRANSLATIONS, names);
        writer.endObject();
    }

    private static Map<Long, SerializableString> applications() {
        var names = new HashMap<Long, SerializableString>();
        for (var application : AddonIndex.APPLICATIONS) {
            names.put(application.longValue(), name(application.toString()));
        }
        return Map.copyOf(names);
    }
}
