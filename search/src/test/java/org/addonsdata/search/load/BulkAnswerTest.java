package org.addonsdata.search.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.addonsdata.core.errors.DataException;
import org.junit.jupiter.api.Test;

class BulkAnswerTest {
    @Test
    void stopsWhereNothingFailed() {
        assertThat(read("{\"took\":3,\"errors\":false,\"items\":[cut off", 5).failures()).isEmpty();
    }

    @Test
    void findsTheFailuresAmongTheItems() {
        var answer =
                read(
                        """
                        {"errors":true,"items":[
                          {"index":{"status":201}},
                          {"index":{"status":400,"error":{"type":"mapper_parsing_exception","reason":"failed to parse",
                            "caused_by":{"type":"a","reason":"b","caused_by":{"type":"number_format","reason":"many"}}}}},
                          {"delete":{"_id":"3","status":404,"result":"not_found"}},
                          {"index":{"error":{"type":"busy","reason":"queue"},"status":429}}]}
                        """,
                        4);
        assertThat(answer.failures())
                .containsExactly(
                        new BulkAnswer.ItemFailure(
                                1,
                                400,
                                "mapper_parsing_exception",
                                "mapper_parsing_exception: failed to parse (number_format: many)"),
                        new BulkAnswer.ItemFailure(3, 429, "busy", "busy: queue"));
    }

    @Test
    void refusesAnAnswerAboutFewerDocuments() {
        assertThatThrownBy(
                        () -> read("{\"errors\":true,\"items\":[{\"index\":{\"status\":201}}]}", 2))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> read("{}", 2)).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> read("<html>", 2)).isInstanceOf(DataException.class);
    }

    private static BulkAnswer read(String json, int documents) {
        return BulkAnswer.read(json.getBytes(UTF_8), documents);
    }
}
