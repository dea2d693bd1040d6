package org.addonsdata.snapshot.export;

import java.nio.file.Path;
import java.util.List;
import org.addonsdata.snapshot.format.Manifest;

/**
 * A finished snapshot.
 *
 * @param notes what a user should know, such as a missing privilege that made it slower
 */
public record ExportResult(Path directory, Manifest manifest, List<String> notes) {}
