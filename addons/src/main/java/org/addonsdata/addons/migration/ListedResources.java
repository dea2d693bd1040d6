package org.addonsdata.addons.migration;

import java.io.Reader;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Collection;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/** Hands Flyway the listed files instead of letting it scan the class path. */
record ListedResources(MigrationFiles migrations) implements ResourceProvider {
    @Override
    public @Nullable LoadableResource getResource(String name) {
        return migrations.files().stream()
                .filter(file -> file.name().equals(name))
                .findFirst()
                .map(Listed::new)
                .orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return migrations.files().stream()
                .filter(file -> file.name().startsWith(prefix))
                .filter(file -> Arrays.stream(suffixes).anyMatch(file.name()::endsWith))
                .<LoadableResource>map(Listed::new)
                .collect(java.util.stream.Collectors.toCollection(java.util.ArrayList::new));
    }

    private static final class Listed extends LoadableResource {
        private final MigrationFile file;

        Listed(MigrationFile file) {
            this.file = file;
        }

        @Override
        public Reader read() {
            return new StringReader(file.text());
        }

        @Override
        public String getAbsolutePath() {
            return file.name();
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return file.name();
        }

        @Override
        public String getFilename() {
            return file.name();
        }

        @Override
        public String getRelativePath() {
            return file.name();
        }
    }
}
