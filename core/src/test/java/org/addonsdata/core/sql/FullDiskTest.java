package org.addonsdata.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FullDiskTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Error writing file './olympia/users.frm' (Errcode: 28 \"No space left on device\")",
                "Can't create database 'olympia' (errno: 28 \"Auf dem Gerät ist kein Speicherplatz mehr verfügbar\")",
                "Got error 28 from storage engine"
            })
    void isKnownByWhatTheServerSays(String message) {
        assertThat(FullDisk.isReasonOf(new SQLException(message, "HY000", 3))).isTrue();
    }

    @Test
    void isKnownByTheServersNumberAndBehindWhatALibraryMakesOfIt() {
        var full = new SQLException("The table 'users' is full", "HY000", 1114);
        assertThat(FullDisk.isReasonOf(new IllegalStateException("it failed", full))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You have an error in your SQL syntax near '28'",
                "Duplicate entry '28' for key 'PRIMARY'",
                "Got error 280 from storage engine"
            })
    void isNotTakenForWhatSaysTwentyEight(String message) {
        assertThat(FullDisk.isReasonOf(new SQLException(message, "HY000", 1064))).isFalse();
        assertThat(FullDisk.isReasonOf(new IllegalStateException("No space left"))).isFalse();
    }
}
