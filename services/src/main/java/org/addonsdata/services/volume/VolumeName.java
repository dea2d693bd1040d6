package org.addonsdata.services.volume;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/** What a user may call a volume: a plain name, or an absolute path. */
final class VolumeName {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    private VolumeName() {}

    static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches();
    }

    /**
     * The directory a name means.
     *
     * @throws DataException {@link ErrorCode#SETTING_INVALID}
     */
    static Path resolve(Path root, String name) {
        if (isPlain(name)) {
            return root.resolve(name);
        }
        var path = parse(name);
        if (!path.isAbsolute() || path.normalize().getNameCount() == 0) {
            throw invalid(name);
        }
        return path.normalize();
    }

    private static Path parse(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw invalid(name);
        }
    }

    private static DataException invalid(String name) {
        return DataException.of(
                        ErrorCode.SETTING_INVALID, "\"" + name + "\" is no name for a volume")
                .withHint(
                        "set DATA_VOLUME to a name of letters, digits, '_', '-' and '.',"
                                + " or to the absolute path of a directory");
    }
}
