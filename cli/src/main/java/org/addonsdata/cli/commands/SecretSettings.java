package org.addonsdata.cli.commands;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.addonsdata.cli.settings.Secrets;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.cli.settings.Settings.Source;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/** Passwords and keys, from the environment or from files; never from a command line. */
record SecretSettings(Settings settings) {
    private static final int MOST_BYTES = 1 << 16;

    /**
     * The value itself, or the first line of the file it is in.
     *
     * @throws DataException with {@link ErrorCode#SETTING_INVALID} when both are given, or the file
     *     cannot be read
     */
    Optional<String> read(Setting value, Setting file) {
        if (!settings.has(file)) {
            return settings.has(value) ? Optional.of(settings.text(value)) : Optional.empty();
        }
        if (settings.has(value) && settings.value(file).source() != Source.REMEMBERED) {
            throw DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "both %s and %s are set".formatted(value, file))
                    .withHint("leave one of them out");
        }
        return settings.has(value)
                ? Optional.of(settings.text(value))
                : Optional.of(firstLine(file, Path.of(settings.text(file))));
    }

    private static String firstLine(Setting setting, Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("it is too large for a password");
            }
            return Files.readString(file, StandardCharsets.UTF_8).lines().findFirst().orElse("");
        } catch (IOException e) {
            throw DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "%s %s cannot be read: %s".formatted(setting, file, reason(e)),
                            e)
                    .withHint("it is a file whose first line is the secret");
        }
    }

    private static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "it may not be read";
            case CharacterCodingException _ -> "it is not text";
            case IOException e -> String.valueOf(e.getMessage());
        };
    }

    /** Everybody on a machine can read everybody's command lines. */
    void refuseOnCommandLine(Setting url, Setting instead) {
        if (settings.has(url)
                && settings.value(url).source() == Source.FLAG
                && Secrets.hasPassword(settings.text(url))) {
            throw DataException.of(
                            ErrorCode.SETTING_INVALID,
                            "a command line is no place for a password: everybody on the machine can read it")
                    .withHint(
                            "give the address as the variable %s, or without the password and that in %s"
                                    .formatted(url, instead));
        }
    }
}
