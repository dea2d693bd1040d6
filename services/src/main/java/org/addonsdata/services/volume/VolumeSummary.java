package org.addonsdata.services.volume;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A volume as lists show it.
 *
 * @param description of a volume that can be read
 * @param problem why it cannot be used; nothing when it can
 * @param databaseBytes of the database's files
 * @param searchBytes of all search nodes' files
 * @param otherBytes of logs and the like
 * @param servers that run on it, by name
 */
public record VolumeSummary(
        String name,
        Path path,
        Optional<VolumeDescription> description,
        Optional<String> problem,
        long databaseBytes,
        long searchBytes,
        long otherBytes,
        List<String> servers) {
    public long bytes() {
        return databaseBytes + searchBytes + otherBytes;
    }
}
