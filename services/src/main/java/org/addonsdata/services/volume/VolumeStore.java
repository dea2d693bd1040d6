package org.addonsdata.services.volume;

import java.util.List;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;

/** The volumes of one mode, as the commands `volume …` speak of them. */
public interface VolumeStore {
    /**
     * Makes a new, empty volume.
     *
     * @throws DataException {@link ErrorCode#VOLUME_EXISTS}
     */
    void create(String name);

    /** All volumes by name, with their sizes; never fails because of one of them. */
    List<VolumeSummary> list();

    /**
     * One volume with its sizes.
     *
     * @throws DataException {@link ErrorCode#VOLUME_NOT_FOUND}
     */
    VolumeSummary inspect(String name);

    /**
     * Deletes a volume and all data on it.
     *
     * @throws DataException {@link ErrorCode#VOLUME_NOT_FOUND}, {@link ErrorCode#VOLUME_NOT_OURS},
     *     {@link ErrorCode#VOLUME_IN_USE}
     */
    void remove(String name);
}
