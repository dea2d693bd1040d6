package org.addonsdata.cli.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a command left behind when it ended. */
record Result(List<String> command, int status, String out, String error, Duration time) {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NOT_READY = 3;
    static final int REFUSED = 4;
    static final int INTEGRITY = 5;
    static final int LOCKED = 6;
    static final int INTERRUPTED = 130;
    static final int KILLED = 137;

    Result succeeds() {
        return endsWith(DONE);
    }

    Result endsWith(int expected) {
        assertThat(status).as("exit status of %s", this).isEqualTo(expected);
        return this;
    }

    /** Ends with the status, says the words in its error and gives a hint. */
    Result failsWith(int expected, String... words) {
        endsWith(expected);
        assertThat(error).contains(words).contains("hint: ");
        assertThat(error).doesNotContain("Exception", "\tat ", "    at ");
        assertThat(out).isEmpty();
        return this;
    }

    /** The one JSON object on standard output; anything beside it fails. */
    JsonNode json() {
        return JsonMapper.builder()
                .enable(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build()
                .readTree(out);
    }

    @Override
    public String toString() {
        return "%s: status %d after %d ms\n--- out\n%s--- error\n%s---"
                .formatted(String.join(" ", command), status, time.toMillis(), out, error);
    }
}
