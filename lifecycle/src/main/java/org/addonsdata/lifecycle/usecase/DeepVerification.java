package org.addonsdata.lifecycle.usecase;

import java.nio.file.Path;
import java.sql.SQLException;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.lifecycle.generation.Generation.Origin;
import org.addonsdata.snapshot.restore.RestoreResult;

/**
 * Finds out whether a snapshot can be brought back on this server: restores it aside as {@link
 * Restore} does, compares rows, content and objects there, and drops it again. Nothing live is
 * touched, nor is the generation that undo needs, nor the search server. What a run that was killed
 * leaves, the next command sweeps.
 */
public final class DeepVerification {
    private static final String HINT =
            "nothing live was changed; a restore of it would end in the same way";

    private DeepVerification() {}

    /**
     * What to verify.
     *
     * @param source a snapshot's directory or a dump file
     * @param workers connections that load at once, at least 1
     */
    public record Options(Path source, int workers) {}

    /**
     * Verifies.
     *
     * @throws DataException {@link ErrorCode#SNAPSHOT_DAMAGED} and {@link
     *     ErrorCode#STATEMENT_REFUSED} before the server is asked for anything; {@link
     *     ErrorCode#VERIFICATION_FAILED} where something differs or the server refuses what the
     *     snapshot holds; {@link ErrorCode#LOCKED}
     */
    public static RestoreResult run(Workplace workplace, Options options) {
        try (var operation = Operation.begin(workplace)) {
            var staged = operation.generations().stage(Origin.RESTORED);
            RestoreResult result;
            try (var account = StagedLoad.account(workplace, staged.schema())) {
                result =
                        new StagedLoad(options.source(), options.workers(), _ -> {})
                                .run(workplace, staged.schema(), account);
                workplace.faults().reached("verify.loaded");
            } catch (RuntimeException e) {
                Cleanup.afterFailure(e, () -> operation.discard(staged.id()));
                throw asVerdict(e);
            } catch (VirtualMachineError e) {
                Cleanup.afterFailure(e, () -> operation.discard(staged.id()));
                throw e;
            }
            operation.drop(staged.id());
            return result;
        }
    }

    /**
     * A server that is there and does not take the data has answered the question. SQLSTATE classes
     * 22 (data), 23 (constraint) and 42 (syntax or access) speak of the statement; others, such as
     * 08 (connection), of something else.
     */
    private static RuntimeException asVerdict(RuntimeException failure) {
        if (!(failure instanceof DataException told)) {
            return failure;
        }
        if (told.code() == ErrorCode.DATABASE_ERROR
                && told.getCause() instanceof SQLException answer
                && isAboutTheData(answer)) {
            return DataException.of(
                            ErrorCode.VERIFICATION_FAILED,
                            "this server does not take the snapshot: " + answer.getMessage(),
                            failure)
                    .withHint(HINT);
        }
        return told.code() == ErrorCode.VERIFICATION_FAILED && told.hint() == null
                ? told.withHint(HINT)
                : told;
    }

    private static boolean isAboutTheData(SQLException answer) {
        var state = answer.getSQLState();
        return state != null
                && (state.startsWith("22") || state.startsWith("23") || state.startsWith("42"));
    }
}
