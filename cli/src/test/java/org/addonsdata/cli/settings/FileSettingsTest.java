package org.addonsdata.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.addonsdata.cli.settings.Settings.Source;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.search.index.IndexSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSettingsTest {
    @TempDir private Path directory;

    @Test
    void withoutFilesEverythingIsAsUsual() {
        var settings = resolved(Map.of(), Map.of());

        assertThat(settings.value(Setting.MYSQL_PORT).source()).isEqualTo(Source.DEFAULT);
        assertThat(settings.indexSettings()).isEqualTo(IndexSettings.defaults());
    }

    @Test
    void aFileIsStrongerThanMemoryAndWeakerThanTheEnvironment() throws IOException {
        project(
                """
                mysql_port: 13307   # a comment
                search_port: 19201
                search_heap: 1g
                init_skip_seed: true
                """);
        var settings =
                Settings.resolve(
                        Map.of(Setting.SEARCH_HEAP, "2g"),
                        Map.of("SEARCH_PORT", "19202"),
                        files(),
                        Map.of(Setting.MYSQL_PORT, "13308", Setting.DATA_VOLUME, "remembered"));

        assertThat(settings.port(Setting.MYSQL_PORT)).isEqualTo(13307);
        assertThat(settings.value(Setting.MYSQL_PORT).source()).isEqualTo(Source.FILE);
        assertThat(settings.port(Setting.SEARCH_PORT)).isEqualTo(19202);
        assertThat(settings.text(Setting.SEARCH_HEAP)).isEqualTo("2g");
        assertThat(settings.flag(Setting.INIT_SKIP_SEED)).isTrue();
        assertThat(settings.text(Setting.DATA_VOLUME)).isEqualTo("remembered");
    }

    @ParameterizedTest
    @CsvSource({
        "database_password: hunter2, true",
        "search_api_key: hunter2, true",
        "'database_url: mysql://me:hunter2@db/olympia', true",
        "'search_url: https://me:hunter2@search', true",
        "'database_url: mysql://me@db/olympia', false",
        "database_password_file: /run/secrets/one, false"
    })
    void aSecretIsTakenFromAFileThatOthersCannotReadAlone(String line, boolean isSecret)
            throws IOException {
        var file = projectFile();
        project(line + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        if (isSecret) {
            assertThatThrownBy(() -> FileSettings.read(List.of(file)))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("others may read")
                    .hasMessageNotContaining("hunter2");
        } else {
            assertThat(FileSettings.read(List.of(file)).values()).hasSize(1);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(FileSettings.read(List.of(file)).values()).hasSize(1);
    }

    @Test
    void theProjectsFileReplacesKeysOfTheUsersFile() throws IOException {
        user(
                """
                mysql_port: 1
                lock_wait: 5
                index:
                  shards: 2
                  replicas: 1
                  settings: {index.codec: best_compression, analysis: {char_filter: {one: {type: html_strip}}}}
                """);
        project(
                """
                mysql_port: 2
                index:
                  shards: 3
                  settings: {analysis: {char_filter: {two: {type: html_strip}}}}
                """);
        var files = files();

        assertThat(files.values().get(Setting.MYSQL_PORT).text()).isEqualTo("2");
        assertThat(files.values().get(Setting.LOCK_WAIT).text()).isEqualTo("5");
        assertThat(files.indexSettings().shards()).isEqualTo(3);
        assertThat(files.indexSettings().replicas()).isEqualTo(1);
        assertThat(files.indexSettings().refreshInterval()).isEqualTo("1s");
        var settings = files.indexSettings().overrides().path("settings");
        assertThat(settings.path("index.codec").asString()).isEqualTo("best_compression");
        assertThat(settings.at("/analysis/char_filter").propertyNames())
                .containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void anIndexForAClusterIsWhatTheFileSays() throws IOException {
        project(
                """
                index:
                  shards: 3
                  replicas: 2
                  refresh_interval: 30s
                  mapping:
                    properties:
                      summary: {type: text, analyzer: english}
                """);
        var index = files().indexSettings();

        assertThat(index.shards()).isEqualTo(3);
        assertThat(index.replicas()).isEqualTo(2);
        assertThat(index.refreshInterval()).isEqualTo("30s");
        assertThat(index.overrides().at("/mapping/properties/summary/analyzer").asString())
                .isEqualTo("english");
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "'# nothing but a comment'",
        "'index:'",
        "'mysql_port:'",
        "'index: {shards: }'"
    })
    void whatIsEmptyIsNotSaid(String content) throws IOException {
        project(content);

        assertThat(files().indexSettings()).isEqualTo(IndexSettings.defaults());
        assertThat(files().values()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    mysql-port: 1                    | there is no setting 'mysql-port', as FILE has it | did you mean mysql_port?
                    MYSQL_PORT: 1                    | there is no setting 'MYSQL_PORT', as FILE has it | did you mean mysql_port?
                    indx: {shards: 1}                | there is no setting 'indx', as FILE has it | did you mean index?
                    index: {shard: 1}                | there is no setting 'index.shard', as FILE has it | did you mean shards?
                    index: {colour: 1}               | there is no setting 'index.colour', as FILE has it | it is one of shards, replicas, refresh_interval, settings, mapping
                    mysql_port: [1]                  | mysql_port in FILE is a list, which is not a single value | correct it in the file
                    index: 3                         | index in FILE is '3', which is not a section | correct it in the file
                    index: {shards: many}            | index.shards in FILE is 'many', which is not a whole number from 1 to 1024 | correct it in the file
                    index: {shards: 0}               | index.shards in FILE is '0', which is not a whole number from 1 to 1024 | correct it in the file
                    index: {replicas: -1}            | index.replicas in FILE is '-1', which is not a whole number from 0 to 100 | correct it in the file
                    index: {refresh_interval: 5}     | index.refresh_interval in FILE is '5', which is not a time such as 1s, or -1 for never | correct it in the file
                    index: {mapping: text}           | index.mapping in FILE is 'text', which is not a section | correct it in the file
                    index: {settings: {number_of_shards: 2}} | index.settings.number_of_shards in FILE has a key of its own | write it as index.shards
                    init_force_db: true              | init_force_db in FILE would start afresh at every run | say it when you mean it: make up INIT_FORCE_DB=true
                    - mysql_port                     | the configuration file FILE cannot be read: it has no keys | write each setting on a line of its own, such as mysql_port: 13306
                    """)
    void anErrorNamesFileAndKey(String content, String message, String hint) throws IOException {
        project(content);

        assertThatThrownBy(this::files)
                .isInstanceOfSatisfying(
                        DataException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.SETTING_INVALID);
                            assertThat(e.messageText())
                                    .isEqualTo(message.replace("FILE", projectFile().toString()));
                            assertThat(e.hint()).isEqualTo(hint);
                        });
    }

    @ParameterizedTest
    @CsvSource({"'lock_wait: 1\nmysql_port: [', 2", "'mysql_port: 1\nmysql_port: 2', 2"})
    void whatIsNoYamlIsAnErrorWithItsLine(String content, int line) throws IOException {
        project(content);

        assertThatThrownBy(this::files)
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(
                        "the configuration file %s cannot be read, line %d: "
                                .formatted(projectFile(), line));
    }

    @Test
    void aWrongValueNamesFileAndKey() throws IOException {
        project("mysql_port: olympia");
        var settings = resolved(Map.of(), Map.of());

        assertThatThrownBy(() -> settings.port(Setting.MYSQL_PORT))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        "mysql_port in %s is 'olympia', which is not a port from 1 to 65535"
                                .formatted(projectFile()));
    }

    /** The names of the classes that a JVM loads for a run say what was touched. */
    @Test
    void withoutAFileNothingThatReadsYamlOrJsonIsLoaded() throws IOException, InterruptedException {
        assertThat(librariesLoaded()).isEmpty();
        project("lock_wait: 1");
        assertThat(librariesLoaded()).isNotEmpty();
    }

    private List<String> librariesLoaded() throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xlog:class+load:stdout", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(ReadFiles.class.getName());
        command.add(projectFile().toString());
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var lines = new String(process.getInputStream().readAllBytes()).lines().toList();
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        return lines.stream()
                .filter(line -> line.matches(".* tools\\.jackson\\.\\S*Mapper .*|.*snakeyaml.*"))
                .toList();
    }

    /** Reads the files named by its arguments. */
    static final class ReadFiles {
        public static void main(String[] arguments) {
            FileSettings.read(List.of(Path.of(arguments[0])));
        }
    }

    private Settings resolved(Map<Setting, String> flags, Map<String, String> environment) {
        return Settings.resolve(flags, environment, files(), Map.of());
    }

    private FileSettings files() {
        return FileSettings.read(List.of(projectFile(), userFile()));
    }

    private void project(String content) throws IOException {
        Files.writeString(projectFile(), content);
    }

    private void user(String content) throws IOException {
        Files.writeString(userFile(), content);
    }

    private Path projectFile() {
        return directory.resolve("addons-data.yaml");
    }

    private Path userFile() {
        return directory.resolve("config.yaml");
    }
}
