package org.addonsdata.services.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.files.AtomicFiles;
import org.addonsdata.services.DatabaseEndpoint;
import org.addonsdata.services.DatabaseEndpoint.Account;
import org.addonsdata.services.mariadb.Accounts;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The application's account in a container's MySQL, which has all rights on the application's
 * schemas and no others. It has a name of its own, as a volume may come from elsewhere, with
 * accounts of its own; its password is kept with this user's data.
 *
 * @param file in the directory, with the password, readable by the owner only
 */
record ApplicationAccount(Path directory, Path file) {
    static ApplicationAccount in(Path directory) {
        return new ApplicationAccount(directory, directory.resolve("credentials.json"));
    }

    static final String USER = "addons_data";

    private static final String PASSWORD_KEY = "application";
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
    private static final String ACCESS_DENIED_STATE = "28000";

    /** The account, if this user has made it; nobody asks the server. */
    Optional<Account> known() {
        try {
            var password =
                    JsonMapper.shared()
                            .readTree(Files.readString(file))
                            .path(PASSWORD_KEY)
                            .asString("");
            return password.isEmpty() ? Optional.empty() : Optional.of(new Account(USER, password));
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("read", e);
        }
    }

    /**
     * The account, made or given its password where it has not.
     *
     * @param server whose administrator makes it
     */
    Account ensure(DatabaseEndpoint server) {
        var account = known().orElseGet(this::create);
        try {
            if (!isLetIn(server, account)) {
                make(server, account);
            }
            return account;
        } catch (SQLException e) {
            throw DataException.of(
                    ErrorCode.DATABASE_ERROR,
                    "cannot make the account %s: %s".formatted(USER, e.getMessage()),
                    e);
        }
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw failure("delete", e);
        }
    }

    private Account create() {
        var password = Accounts.generate().application().password();
        var object = JsonMapper.shared().createObjectNode().put(PASSWORD_KEY, password);
        try {
            AtomicFiles.createPrivateDirectories(directory);
            AtomicFiles.write(file, object.toPrettyString() + "\n");
            return new Account(USER, password);
        } catch (IOException e) {
            throw failure("write", e);
        }
    }

    private static boolean isLetIn(DatabaseEndpoint server, Account account) throws SQLException {
        var asApplication = new DatabaseEndpoint(server.host(), server.port(), account, account);
        try (var _ = asApplication.connections(ANSWER_TIMEOUT).open(null)) {
            return true;
        } catch (SQLException e) {
            if (ACCESS_DENIED_STATE.equals(e.getSQLState())) {
                return false;
            }
            throw e;
        }
    }

    /** The password consists of letters and digits. */
    private static void make(DatabaseEndpoint server, Account account) throws SQLException {
        var name = "'" + USER + "'@'%'";
        var identified = " IDENTIFIED BY '" + account.password() + "'";
        try (var connection = server.connections(ANSWER_TIMEOUT).open(null);
                var statement = connection.createStatement()) {
            statement.execute("CREATE USER IF NOT EXISTS " + name + identified);
            statement.execute("ALTER USER " + name + identified);
            statement.execute("GRANT ALL PRIVILEGES ON `olympia`.* TO " + name);
            statement.execute("GRANT ALL PRIVILEGES ON `test\\_olympia%`.* TO " + name);
        }
    }

    private DataException failure(String verb, IOException cause) {
        return DataException.of(
                ErrorCode.PATH_NOT_WRITABLE,
                "cannot %s %s: %s".formatted(verb, file, cause.getMessage()),
                cause);
    }
}
