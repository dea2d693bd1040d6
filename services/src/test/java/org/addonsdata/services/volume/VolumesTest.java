package org.addonsdata.services.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.services.process.Daemon;
import org.addonsdata.services.process.DaemonSpec;
import org.addonsdata.services.volume.Volume.Kind;
import org.addonsdata.services.volume.VolumeDescription.DatabaseRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumesTest {
    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", ".hidden", "a/b", "../up", "./here", "/", "/..", "a b", "-x", "ä",
                "~/data", "a\0b"
            })
    void anInvalidNameIsAWrongSetting(String name) {
        var failure = refusal(ErrorCode.SETTING_INVALID, () -> volumes().volume(name));
        assertThat(failure.hint()).contains("DATA_VOLUME");
        assertThat(root()).doesNotExist();
    }

    @Test
    void anOpenedVolumeIsPrivateAndKeepsItsIdentity() throws IOException {
        var volume = volumes().open(Volumes.DEFAULT_NAME);
        assertThat(volume.path()).isEqualTo(root().resolve("addons-server_data_mysqld"));
        assertThat(permissions(volume.path())).isEqualTo("rwx------");
        assertThat(permissions(volume.path().resolve("volume.json"))).isEqualTo("rw-------");

        var description = volume.description().orElseThrow();
        assertThat(volumes().open(Volumes.DEFAULT_NAME).description()).contains(description);
        refusal(ErrorCode.VOLUME_EXISTS, () -> volumes().create(Volumes.DEFAULT_NAME));
    }

    @Test
    void credentialsArePrivateAndNotInMessages() throws IOException {
        var volume = volumes().open("data");
        assertThat(volume.credentials()).isEmpty();
        volume.writeCredentials(Map.of("administrator", "secret"));
        assertThat(volume.credentials()).containsExactly(Map.entry("administrator", "secret"));
        var file = volume.path().resolve("credentials.json");
        assertThat(permissions(file)).isEqualTo("rw-------");

        Files.writeString(file, "{\"administrator\": \"secret");
        var failure = refusal(ErrorCode.VOLUME_DAMAGED, volume::credentials);
        assertThat(failure).hasNoCause().hasMessageNotContaining("secret");
    }

    @Test
    void whatTheVolumeSaysIsKept() {
        var volume = volumes().open("data");
        volume.recordDatabase(new DatabaseRecord("MariaDB", "11.4.5", true));
        assertThat(volumes().volume("data").description().orElseThrow().database())
                .contains(new DatabaseRecord("MariaDB", "11.4.5", true));
    }

    @Test
    void removalLeavesNothingAndRefusesWhatIsNotThere() throws IOException {
        volumes().create("data");
        var volume = volumes().volume("data");
        Files.createDirectories(volume.database());
        Files.writeString(volume.database().resolve("ibdata1"), "x");
        volumes().create("other");

        volumes().remove("data");

        assertThat(root().toFile().list()).containsExactly("other");
        refusal(ErrorCode.VOLUME_NOT_FOUND, () -> volumes().remove("data"));
        refusal(ErrorCode.VOLUME_NOT_FOUND, () -> volumes().inspect("data"));
        assertThat(volumes().list()).extracting(VolumeSummary::name).containsExactly("other");
    }

    @Test
    void aVolumeInUseIsNotRemoved() throws IOException {
        var volume = volumes().open("data");
        volume.createDirectories();
        try (var _ = volume.lock("export", Duration.ZERO, _ -> {})) {
            refusal(ErrorCode.VOLUME_IN_USE, () -> volumes().remove("data"));
        }
        for (var runFile : List.of("run/mariadb.json", "search-opensearch/node.json")) {
            var file = volume.path().resolve(runFile);
            Files.createDirectories(file.getParent());
            var daemon =
                    Daemon.start(
                            new DaemonSpec(
                                    "Sleeper",
                                    List.of("/bin/sleep", "60"),
                                    Map.of(),
                                    volume.logs().resolve("log"),
                                    file));
            try {
                assertThat(refusal(ErrorCode.VOLUME_IN_USE, () -> volumes().remove("data")))
                        .hasMessageContaining("Sleeper");
                assertThat(volumes().inspect("data").servers()).containsExactly("Sleeper");
            } finally {
                daemon.kill();
            }
        }
        volumes().remove("data");
        assertThat(volume.kind()).isEqualTo(Kind.MISSING);
    }

    @Test
    void aKilledRemovalIsSwept() throws IOException {
        volumes().open("data");
        Files.move(root().resolve("data"), root().resolve(".removed-data-4711"));
        assertThat(volumes().list()).isEmpty();
        assertThat(root()).isEmptyDirectory();
    }

    @Test
    void aKilledRemovalInPlaceIsFinishedByTheNextUse() throws IOException {
        var volume = volumes().open("data");
        volume.recordDatabase(new DatabaseRecord("MariaDB", "11.4.5", true));
        volume.writeCredentials(Map.of("administrator", "old"));
        var before = volume.description().orElseThrow();
        before.beingRemoved().write(volume.path().resolve("volume.json"));
        assertThat(volumes().inspect("data").problem())
                .get()
                .asString()
                .contains("removal was interrupted");

        var after = volumes().open("data").description().orElseThrow();

        assertThat(after.id()).isNotEqualTo(before.id());
        assertThat(after.database()).isEmpty();
        assertThat(volume.credentials()).isEmpty();
    }

    @Test
    void aVolumeAtAPathIsRememberedAndForgottenWithItsRemoval() throws IOException {
        var path = directory.resolve("elsewhere");
        volumes().open(path.toString());
        assertThat(volumes().list()).extracting(VolumeSummary::path).containsExactly(path);

        Files.move(path, directory.resolve("unmounted"));
        assertThat(volumes().list())
                .singleElement()
                .satisfies(summary -> assertThat(summary.problem()).contains("missing"));
        Files.move(directory.resolve("unmounted"), path);

        volumes().remove(path.toString());
        assertThat(path).doesNotExist();
        assertThat(volumes().list()).isEmpty();
        assertThat(directory).isDirectoryNotContaining("glob:**/.removed-*");
    }

    @Test
    void whatAKilledRemovalLeftElsewhereIsSwept() throws IOException {
        var left = Files.createDirectories(directory.resolve(".removed-elsewhere-4711"));
        Files.writeString(left.resolve("ibdata1"), "x");
        new Registry(root()).change(content -> content.leftovers().add(left));
        assertThat(volumes().list()).isEmpty();
        assertThat(left).doesNotExist();
        assertThat(new Registry(root()).read().leftovers()).isEmpty();
    }

    @Test
    void sizesAreOfWhatIsThere() throws IOException {
        var volume = volumes().open("data");
        Files.createDirectories(volume.database());
        Files.write(volume.database().resolve("ibdata1"), new byte[1000]);
        var search = Files.createDirectories(volume.path().resolve("search-opensearch/data"));
        Files.write(search.resolve("segment"), new byte[300]);
        var summary = volumes().inspect("data");
        assertThat(summary.databaseBytes()).isEqualTo(1000);
        assertThat(summary.searchBytes()).isEqualTo(300);
        assertThat(summary.otherBytes())
                .isEqualTo(Files.size(volume.path().resolve("volume.json")));
        assertThat(summary.bytes()).isEqualTo(1300 + summary.otherBytes());
    }

    @Test
    void aFileInPlaceOfADirectoryIsRefused() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "x");
        refusal(ErrorCode.VOLUME_NOT_OURS, () -> volumes().open(file.toString()));
        var failure =
                refusal(
                        ErrorCode.PATH_NOT_WRITABLE,
                        () -> new Volumes(file.resolve("volumes")).open("data"));
        assertThat(failure).hasMessageContaining(file.toString());
        assertThat(file).hasContent("x");
    }

    @Test
    void aVolumeOfAnotherUserIsRefused() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")));
        var volume = volumes().open("data");
        Files.setAttribute(volume.path().resolve("volume.json"), "unix:uid", 65_534);
        var failure = refusal(ErrorCode.VOLUME_NOT_OURS, () -> volumes().open("data"));
        assertThat(failure).hasMessageContaining("belongs to the user");
    }

    @Test
    void nothingIsLockedWhereNothingIs() {
        var volume = volumes().volume("data");
        assertThat(volume.lockIfExists("down", Duration.ZERO, _ -> {})).isEmpty();
        assertThat(root()).doesNotExist();
        volumes().open("data");
        try (var lock = volume.lockIfExists("down", Duration.ZERO, _ -> {}).orElseThrow()) {
            assertThat(lock).isNotNull();
            assertThat(refusal(ErrorCode.LOCKED, () -> volume.lock("up", Duration.ZERO, _ -> {})))
                    .hasMessageContaining("down");
        }
    }

    private static DataException refusal(ErrorCode code, ThrowingCallable action) {
        var caught = new DataException[1];
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(code);
                            caught[0] = e;
                        });
        return caught[0];
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private Volumes volumes() {
        return new Volumes(root());
    }

    private Path root() {
        return directory.resolve("volumes");
    }
}
