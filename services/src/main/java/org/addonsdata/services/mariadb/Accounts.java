package org.addonsdata.services.mariadb;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import org.addonsdata.services.DatabaseEndpoint.Account;

/**
 * A server's two accounts: the administrator may do everything, the application everything in its
 * schema and in the schemas of its tests. Passwords consist of ASCII letters and digits, so that
 * they need no quoting anywhere.
 */
public record Accounts(Account administrator, Account application) {
    public static final String ADMINISTRATOR = "root";
    public static final String APPLICATION = "olympia";

    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int PASSWORD_LENGTH = 32;

    public Accounts {
        requirePlain(administrator.password());
        requirePlain(application.password());
    }

    /** Accounts with new random passwords of 190 bits. */
    public static Accounts generate() {
        var random = new SecureRandom();
        return of(password(random), password(random));
    }

    /** Accounts with known passwords. */
    public static Accounts of(String administratorPassword, String applicationPassword) {
        return new Accounts(
                new Account(ADMINISTRATOR, administratorPassword),
                new Account(APPLICATION, applicationPassword));
    }

    private static void requirePlain(String password) {
        if (password.isEmpty()
                || !password.chars().allMatch(letter -> ALPHABET.indexOf(letter) >= 0)) {
            throw new IllegalArgumentException("a password is not made of letters and digits");
        }
    }

    private static String password(SecureRandom random) {
        return random.ints(PASSWORD_LENGTH, 0, ALPHABET.length())
                .mapToObj(index -> String.valueOf(ALPHABET.charAt(index)))
                .collect(Collectors.joining());
    }
}
