package org.addonsdata.snapshot.restore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.addonsdata.snapshot.dump.DumpStatement;
import org.addonsdata.snapshot.dump.DumpStatement.CreateObject;
import org.addonsdata.snapshot.dump.DumpStatement.CreateSequence;
import org.addonsdata.snapshot.dump.DumpStatement.CreateTable;
import org.addonsdata.snapshot.dump.DumpStatement.Refused;

/** What a dump will make, after all its drops and placeholders. */
final class DumpContents {
    final Map<String, CreateTable> tables = new LinkedHashMap<>();
    final Map<String, CreateSequence> sequences = new LinkedHashMap<>();
    final Map<String, CreateObject> objects = new LinkedHashMap<>();
    final List<DumpStatement.AlterTable> alterations = new ArrayList<>();
    final List<DumpStatement.SetSequence> sequenceValues = new ArrayList<>();
    final List<RowRegion> regions = new ArrayList<>();
    final List<Refused> refusals = new ArrayList<>();
    long plainBytes;

    /** How many conditional comments were none of the server's code. */
    long skippedConditionals;

    String firstSchema = "";
    String origin = "";

    boolean complete;

    /** Whether something in it could not be read, and nothing behind that was looked at. */
    boolean brokenOff;

    long rows() {
        return regions.stream().mapToLong(RowRegion::rows).sum();
    }

    Map<String, Long> rowsByTable() {
        var rows = new LinkedHashMap<String, Long>();
        tables.keySet().forEach(name -> rows.put(name, 0L));
        regions.forEach(region -> rows.merge(region.table(), region.rows(), Long::sum));
        return rows;
    }

    List<RowRegion> regionsOf(String table) {
        return regions.stream().filter(region -> region.table().equals(table)).toList();
    }

    long count(DumpStatement.ObjectKind kind) {
        return objects.values().stream().filter(object -> object.kind() == kind).count();
    }

    /** A later definition takes the place of an earlier one, as it does on a server. */
    void add(CreateObject object) {
        var key = key(object.kind().name(), object.name());
        objects.remove(key);
        objects.put(key, object);
        if (object.kind() == DumpStatement.ObjectKind.VIEW) {
            tables.remove(object.name());
        }
    }

    void drop(DumpStatement.Drop drop) {
        switch (drop.kind()) {
            case "TABLE" -> leaveOut(drop.name());
            case "SEQUENCE" -> sequences.remove(drop.name());
            default -> objects.remove(key(drop.kind(), drop.name()));
        }
    }

    void leaveOut(String table) {
        tables.remove(table);
        regions.removeIf(region -> region.table().equals(table));
    }

    private static String key(String kind, String name) {
        return kind + " " + name;
    }
}
