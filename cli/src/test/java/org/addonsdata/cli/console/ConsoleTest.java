package org.addonsdata.cli.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.function.Consumer;
import org.addonsdata.core.errors.DataException;
import org.addonsdata.core.errors.ErrorCode;
import org.addonsdata.core.progress.Progress.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is printed, by whichever way, steers no terminal. */
class ConsoleTest {
    private static final String HARM = "\033]0;x\007\033[2J\u009b31m\u202e\u2028\nok done\r";
    private static final String UNSAFE = "[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\n]]";

    @Test
    void whateverIsPrintedIsCleaned() {
        var shown =
                printed(console -> {
                    console.line("a " + HARM);
                    console.line("a " + HARM, 2);
                    console.remark("a " + HARM);
                    console.fail(
                            DataException.of(ErrorCode.DATABASE_ERROR, "a " + HARM)
                                    .withHint("a " + HARM));
                    console.bug(new IllegalStateException("a " + HARM));
                    console.progress().note("a " + HARM);
                    try (var task = console.progress().start("load" + HARM, Unit.ROWS)) {
                        task.done("a " + HARM);
                    }
                    try (var task = console.progress().start("verify", Unit.ROWS)) {
                        task.skipped("a " + HARM);
                        var _ = console.interrupted();
                    }
                });
        assertThat(shown).doesNotContainPattern(UNSAFE).contains("\\u001b", "\\u202e", "\\n");
        assertThat(shown.lines()).noneMatch(line -> line.startsWith("ok done"));
    }

    @Test
    void whatFailsIsShownWithoutPasswords() {
        var secret = "cannot reach mysql://me:se@c/hunter2@db/x?passwd=hunter2";
        var shown =
                printed(console -> {
                    console.fail(DataException.of(ErrorCode.DATABASE_ERROR, secret));
                    console.bug(new IllegalStateException(secret));
                    console.json(true);
                    console.fail(DataException.of(ErrorCode.DATABASE_ERROR, secret));
                    console.bug(new IllegalStateException(secret));
                });
        assertThat(shown).doesNotContain("hunter2").contains("mysql://me:***@db/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"result", "failure"})
    void jsonIsCleanedAndMeansTheSame(String kind) {
        var shown =
                printed(console -> {
                    console.json(true);
                    if (kind.equals("result")) {
                        console.result(JsonMapper.shared().createObjectNode().put("message", HARM));
                    } else {
                        console.fail(DataException.of(ErrorCode.DATABASE_ERROR, HARM));
                    }
                });
        assertThat(shown).doesNotContainPattern(UNSAFE);
        assertThat(JsonMapper.shared().readTree(shown).findValue("message").asString())
                .isEqualTo(HARM);
    }

    private static String printed(Consumer<Console> use) {
        var bytes = new ByteArrayOutputStream();
        var stream = new PrintStream(bytes, true, UTF_8);
        try (var console = Console.of(stream, stream, Map.of("LANG", "C.UTF-8"))) {
            use.accept(console);
        }
        return bytes.toString(UTF_8);
    }
}
