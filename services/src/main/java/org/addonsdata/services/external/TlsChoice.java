package org.addonsdata.services.external;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.DatabaseTls.SslMode;

/** What somebody asks of a connection's protection, in the words of either product. */
public final class TlsChoice {
    private TlsChoice() {}

    /**
     * Reads MySQL's words ({@code VERIFY_IDENTITY}) and those of MariaDB Connector/J ({@code
     * verify-full}).
     *
     * @throws DataException with {@link ErrorCode#SETTING_INVALID}
     */
    public static SslMode parse(String name, String text) {
        var word = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return switch (word) {
            case "DISABLE" -> SslMode.DISABLED;
            case "TRUST" -> SslMode.REQUIRED;
            case "VERIFY_FULL" -> SslMode.VERIFY_IDENTITY;
            default ->
                    Arrays.stream(SslMode.values())
                            .filter(mode -> mode.name().equals(word))
                            .findFirst()
                            .orElseThrow(() -> unknown(name, text));
        };
    }

    private static DataException unknown(String name, String text) {
        return DataException.of(
                        ErrorCode.SETTING_INVALID,
                        "%s is '%s', which is no way to protect a connection".formatted(name, text))
                .withHint(
                        "it is one of "
                                + Arrays.stream(SslMode.values())
                                        .map(SslMode::name)
                                        .collect(Collectors.joining(", ")));
    }
}
