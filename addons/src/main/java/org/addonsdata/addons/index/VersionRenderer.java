package org.addonsdata.addons.index;

import static org.addonsdata.addons.index.FieldNames.name;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

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

    private static final FieldName CURRENT_VERSION = name("current_version");
    private static final FieldName ID = name("id");
    private static final FieldName VERSION = name("version");
    private static final FieldName REVIEWED = name("reviewed");
    private static final FieldName COMPATIBLE_APPS = name("compatible_apps");
    private static final FieldName MIN = name("min");
    private static final FieldName MAX = name("max");
    private static final FieldName MIN_HUMAN = name("min_human");
    private static final FieldName MAX_HUMAN = name("max_human");
    private static final FieldName FILES = name("files");
    private static final FieldName CREATED = name("created");
    private static final FieldName FILENAME = name("filename");
    private static final FieldName HASH = name("hash");
    private static final FieldName SIGNED_BY_MOZILLA = name("is_mozilla_signed_extension");
    private static final FieldName SIZE = name("size");
    private static final FieldName STATUS = name("status");
    private static final FieldName STRICT_COMPATIBILITY = name("strict_compatibility");
    private static final FieldName PERMISSIONS = name("permissions");
    private static final FieldName OPTIONAL_PERMISSIONS = name("optional_permissions");
    private static final FieldName HOST_PERMISSIONS = name("host_permissions");
    private static final FieldName LICENSE = name("license");
    private static final FieldName BUILTIN = name("builtin");
    private static final FieldName URL = name("url");
    private static final FieldName NAME_TRANSLATIONS = FieldNames.translations("name");
    private static final FieldName RELEASE_NOTES = FieldNames.translations("release_notes");
    private static final FieldName APP = name("app");
    private static final Map<Long, FieldName> APPLICATIONS = applications();

    private final Rows versions;
    private final Rows compatibility;
    private final Rows licenseNames;
    private final Rows releaseNotes;
    private final DocumentWriter writer;
    private final JsonColumns json;
    private final TextRenderer texts;
    private final long[] applications = new long[AddonIndex.APPLICATIONS.size()];
    private int applicationCount;

    VersionRenderer(AddonRows rows, DocumentWriter writer, JsonColumns json, TextRenderer texts) {
        versions = rows.of(AddonQuery.VERSIONS);
        compatibility = rows.of(AddonQuery.COMPATIBILITY);
        licenseNames = rows.of(AddonQuery.LICENSE_NAMES);
        releaseNotes = rows.of(AddonQuery.RELEASE_NOTES);
        this.writer = writer;
        this.json = json;
        this.texts = texts;
    }

    void render(long addon, ModifiedStamp modified) {
        applicationCount = 0;
        if (versions.belongsTo(addon)) {
            modified.include(versions);
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

    private void renderVersion(long addon, ModifiedStamp modified) {
        writer.startObject(CURRENT_VERSION);
        writer.number(ID, versions, 3);
        writer.text(VERSION, versions, 4);
        writer.time(REVIEWED, versions, 5);
        renderCompatibility(addon, versions.flag(13), modified);
        renderFile();
        renderLicense(addon, modified);
        texts.all(RELEASE_NOTES, texts.read(releaseNotes, addon, modified));
        writer.endObject();
    }

    /**
     * Without strict compatibility the greatest version is a recommendation: any later one will do.
     */
    private void renderCompatibility(long addon, boolean strict, ModifiedStamp modified) {
        writer.startObject(COMPATIBLE_APPS);
        while (compatibility.belongsTo(addon)) {
            modified.include(compatibility);
            long application = compatibility.number(3);
            applications[applicationCount++] = application;
            writer.startObject(Objects.requireNonNull(APPLICATIONS.get(application)));
            writer.number(MIN, compatibility, 4);
            if (strict) {
                writer.number(MAX, compatibility, 6);
            } else {
                writer.number(MAX, ANY_VERSION);
            }
            writer.text(MIN_HUMAN, compatibility, 5);
            writer.text(MAX_HUMAN, compatibility, 7);
            writer.endObject();
            compatibility.next();
        }
        writer.endObject();
    }

    private void renderFile() {
        writer.startArray(FILES);
        if (!versions.isNull(6)) {
            writer.startObject();
            writer.number(ID, versions, 6);
            writer.time(CREATED, versions, 7);
            writer.text(FILENAME, versions, 8);
            writer.text(HASH, versions, 9);
            writer.flag(SIGNED_BY_MOZILLA, versions.flag(10));
            writer.number(SIZE, versions, 11);
            writer.number(STATUS, versions, 12);
            writer.flag(STRICT_COMPATIBILITY, versions.flag(13));
            json.strings(PERMISSIONS, versions.slice(14));
            json.strings(OPTIONAL_PERMISSIONS, versions.slice(15));
            json.strings(HOST_PERMISSIONS, versions.slice(16));
            writer.endObject();
        }
        writer.endArray();
    }

    private void renderLicense(long addon, ModifiedStamp modified) {
        var names = texts.read(licenseNames, addon, modified);
        if (versions.isNull(17)) {
            writer.nothing(LICENSE);
            return;
        }
        writer.startObject(LICENSE);
        writer.number(ID, versions, 17);
        writer.number(BUILTIN, versions, 18);
        writer.text(URL, versions, 19);
        texts.all(NAME_TRANSLATIONS, names);
        writer.endObject();
    }

    private static Map<Long, FieldName> applications() {
        var names = new HashMap<Long, FieldName>();
        for (var application : AddonIndex.APPLICATIONS) {
            names.put(application.longValue(), name(application.toString()));
        }
        return Map.copyOf(names);
    }
}
