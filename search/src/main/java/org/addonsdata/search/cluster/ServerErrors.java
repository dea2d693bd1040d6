package org.addonsdata.search.cluster;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.addonsdata.core.errors.Causes;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Turns what a server or the network says into errors that a user can act on. */
public final class ServerErrors {
    private ServerErrors() {}

    /**
     * The server's reason in its own words, with the deepest cause: {@code type: reason (type:
     * reason)}.
     *
     * @param error the value of {@code error} in an answer or in an item of a bulk answer
     */
    public static String reason(JsonNode error) {
        if (!error.isObject()) {
            return error.asString("no reason given");
        }
        var own = ownReason(error);
        var cause = error.path("caused_by");
        if (!cause.isObject()) {
            return own;
        }
        while (cause.path("caused_by").isObject()) {
            cause = cause.path("caused_by");
        }
        return own + " (" + ownReason(cause) + ")";
    }

    /**
     * An error for what a server answered about one request or one document.
     *
     * @param purpose what could not be done
     * @param type the server's name of the error, such as {@code cluster_block_exception}
     */
    public static DataException refused(String purpose, int status, String type, String reason) {
        if (reason.contains("flood-stage") || reason.contains("read-only / allow delete")) {
            return DataException.of(
                            ErrorCode.DISK_FULL,
                            "cannot "
                                    + purpose
                                    + ": the search server's disk is nearly full and it takes no more data")
                    .withHint("free space where the search server keeps its data, then try again");
        }
        var error = DataException.of(ErrorCode.SEARCH_ERROR, "cannot " + purpose + ": " + reason);
        return switch (type) {
            case "cluster_block_exception" ->
                    error.withHint(
                            "something blocks writes to the index; see index.blocks.* in its settings");
            case "security_exception" -> denied(purpose, status, reason);
            default -> error;
        };
    }

    static DataException of(Call call, Answer answer, Credentials credentials) {
        var error = errorOf(answer);
        var reason =
                error == null
                        ? "status " + answer.status() + " " + answer.excerpt()
                        : reason(error);
        if (answer.status() == 401) {
            return denied(call.purpose(), 401, answer.node() + " does not accept " + credentials);
        }
        return refused(
                call.purpose(),
                answer.status(),
                error == null ? "" : error.path("type").asString(""),
                reason);
    }

    static DataException unreachable(Call call, List<URI> nodes, IOException failure) {
        var where = String.join(", ", nodes.stream().map(URI::toString).toList());
        return switch (failure) {
            case SSLException e ->
                    DataException.of(
                                    ErrorCode.SERVER_UNREACHABLE,
                                    where + " is not trusted: " + deepestReason(e),
                                    e)
                            .withHint(
                                    "give the file of its certificate authority (SEARCH_CA), or its certificate's fingerprint (SEARCH_FINGERPRINT)");
            case SocketTimeoutException e when !connecting(e) ->
                    DataException.of(
                            ErrorCode.TIMED_OUT,
                            "cannot %s: %s did not answer within %d s"
                                    .formatted(call.purpose(), where, call.timeout().toSeconds()),
                            e);
            case IOException e ->
                    DataException.of(
                                    ErrorCode.SERVER_UNREACHABLE,
                                    "no search server answers at " + where + ": " + messageOf(e),
                                    e)
                            .withHint("check that it runs and that the address is right");
        };
    }

    /** What is around it names classes. */
    private static String deepestReason(Throwable failure) {
        return String.valueOf(Causes.deepest(failure).getMessage());
    }

    private static boolean connecting(SocketTimeoutException failure) {
        return messageOf(failure).toLowerCase(Locale.ROOT).contains("connect");
    }

    private static String messageOf(IOException failure) {
        return failure.getMessage() == null
                ? failure.getClass().getSimpleName()
                : failure.getMessage();
    }

    private static DataException denied(String purpose, int status, String reason) {
        return DataException.of(ErrorCode.ACCESS_DENIED, "cannot " + purpose + ": " + reason)
                .withHint(
                        status == 401
                                ? "check the search server's user and password, or its API key"
                                : "give the account the privileges to manage and write the index and its alias");
    }

    private static @Nullable JsonNode errorOf(Answer answer) {
        try {
            var error = Json.parse(answer.body()).get("error");
            return error == null || error.isNull() ? null : error;
        } catch (JacksonException _) {
            return null;
        }
    }

    private static String ownReason(JsonNode error) {
        var type = error.path("type").asString("");
        var reason = error.path("reason").asString("");
        if (type.isEmpty() || reason.isEmpty()) {
            return type + reason;
        }
        return type + ": " + reason;
    }
}
