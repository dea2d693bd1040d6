package org.addonsdata.cli.doctor;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.addonsdata.cli.settings.Settings;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.lifecycle.application.Application;
import org.addonsdata.lifecycle.usecase.Workplace;
import org.addonsdata.services.ServiceStack;
import org.addonsdata.services.StackStatus;
import org.addonsdata.services.volume.VolumeSummary;
import org.addonsdata.snapshot.store.SnapshotStore;

/**
 * What there is to look at.
 *
 * @param status of the servers when the doctor came
 * @param volume where the data live on one, and it is there
 * @param workplace with the servers, if both run
 * @param trouble why the servers could not even be asked, such as a Docker engine that is missing
 * @param dataHome where volumes are made
 * @param engines where the build put the servers' binaries
 */
public record Patient(
        Settings settings,
        Map<String, String> environment,
        Application application,
        ServiceStack stack,
        StackStatus status,
        Optional<VolumeSummary> volume,
        Optional<Workplace> workplace,
        Optional<DataException> trouble,
        SnapshotStore snapshots,
        Path dataHome,
        Path engines) {
    /** Where the data lie, or will. */
    Path place() {
        return volume.map(VolumeSummary::path).orElse(dataHome);
    }
}
