package org.addonsdata.lifecycle.usecase;

import java.util.Map;
import java.util.function.Supplier;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.lifecycle.generation.DatabaseState;
import org.addonsdata.lifecycle.generation.EarlierBookkeeping;
import org.addonsdata.snapshot.export.ExportOptions;
import org.addonsdata.snapshot.export.ExportResult;
import org.addonsdata.snapshot.export.Exporter;

/** Takes a snapshot of the live schema, whatever it holds. */
public final class Export {
    private Export() {}

    /**
     * Exports.
     *
     * @param options whose schema, exclusions and application are filled in here
     * @throws DataException as {@link Exporter#export}; {@link ErrorCode#OPERATION_FAILED} where
     *     there is no database
     */
    public static ExportResult run(Workplace workplace, ExportOptions options) {
        return run(workplace, () -> options);
    }

    /**
     * The same.
     *
     * @param options asked when no other run has the database, so that a name which is free then
     *     stays so
     */
    public static ExportResult run(Workplace workplace, Supplier<ExportOptions> options) {
        try (var operation = Operation.beginReading(workplace)) {
            if (operation.generations().inspect() instanceof DatabaseState.Missing) {
                throw DataException.of(
                                ErrorCode.OPERATION_FAILED,
                                "there is no database %s to export"
                                        .formatted(workplace.application().databaseName()))
                        .withHint("create it first: make initialize_data");
            }
            var application =
                    Map.of(
                            "database", workplace.application().databaseName(),
                            "migrations", workplace.application().migrations().fingerprint());
            try (var _ = workplace.tellOnCancel("removing the snapshot that is being written")) {
                return new Exporter(
                                operation.connections(),
                                operation.rows(),
                                workplace.progress(),
                                workplace.cancellation())
                        .export(
                                options.get()
                                        .withExcludedTables(EarlierBookkeeping.TABLES)
                                        .withApplication(application));
            }
        }
    }
}
