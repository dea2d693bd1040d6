package org.addonsdata.bench.snapshots;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A dump of many tables of ten rows each. */
final class ManyTables {
    private static final int ROWS = 10;

    private ManyTables() {}

    static Path write(Path file, int tables) throws IOException {
        try (var writer = Files.newBufferedWriter(file)) {
            for (int table = 1; table <= tables; table++) {
                writer.write(table(table));
            }
            writer.write("-- Dump completed\n");
        }
        return file;
    }

    private static String table(int number) {
        var sql = new StringBuilder();
        sql.append(
                """
                CREATE TABLE `small_%05d` (
                  `id` int unsigned NOT NULL AUTO_INCREMENT,
                  `name` varchar(100) NOT NULL,
                  `created` datetime(6) NOT NULL,
                  `value` double DEFAULT NULL,
                  PRIMARY KEY (`id`),
                  KEY `name` (`name`)
                ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
                INSERT INTO `small_%05d` VALUES\
                """
                        .formatted(number, number));
        for (int row = 1; row <= ROWS; row++) {
            sql.append(row == 1 ? " " : ",");
            sql.append(
                    "(%d,'row %d of table %d','2026-01-%02d 12:00:00.000000',%d.5)"
                            .formatted(row, row, number, row, row * number));
        }
        return sql.append(";\n").toString();
    }
}
