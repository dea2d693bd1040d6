package org.addonsdata.cli.settings;

import java.nio.file.Path;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.search.cluster.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads YAML (1.2, one document); the only class that knows its library. */
final class YamlFile {
    private YamlFile() {}

    /**
     * The keys of the file; none for an empty one.
     *
     * @throws DataException with {@link ErrorCode#SETTING_INVALID} and the line, when it is not
     *     YAML, has a key twice or is no list of keys
     */
    static ObjectNode read(Path file, String text) {
        try {
            var mapper =
                    YAMLMapper.builder()
                            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                            .build();
            var tree = mapper.readTree(text);
            if (tree.isMissingNode() || tree.isNull()) {
                return Json.object();
            }
            if (tree instanceof ObjectNode keys) {
                return keys;
            }
        } catch (JacksonException e) {
            throw invalid(file, line(e) + ": " + firstLine(e.getOriginalMessage()), e);
        }
        throw invalid(file, ": it has no keys", null);
    }

    private static String line(JacksonException e) {
        return e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "not YAML" : message.lines().findFirst().orElse("not YAML");
    }

    private static DataException invalid(Path file, String reason, @Nullable Throwable cause) {
        var message = "the configuration file " + file + " cannot be read" + reason;
        var failure =
                cause == null
                        ? DataException.of(ErrorCode.SETTING_INVALID, message)
                        : DataException.of(ErrorCode.SETTING_INVALID, message, cause);
        return failure.withHint(
                "write each setting on a line of its own, such as mysql_port: 13306");
    }
}
