package org.addonsdata.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.addonsdata.cli.console.Style;
import org.addonsdata.cli.doctor.Doctor.Diagnosis;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the doctor found, for a person and for a script. */
public final class Report {
    private static final int TOPIC_COLUMNS = 11;

    private Report() {}

    /** As a person reads it. */
    public static List<String> lines(List<Diagnosis> found, Style style) {
        var lines = new ArrayList<String>();
        for (var diagnosis : found) {
            var finding = diagnosis.finding();
            var sign =
                    switch (finding.severity()) {
                        case FINE -> style.done();
                        case NOTE -> style.noted();
                        case WRONG -> style.failed();
                    };
            lines.add(sign + padded(diagnosis.topic()) + finding.text());
            if (finding.advice() != null) {
                lines.add(" ".repeat(indent(style)) + finding.advice());
            }
        }
        lines.add(summary(found));
        return lines;
    }

    /** How many columns stand before what is told. */
    public static int indent(Style style) {
        return style.signColumns() + TOPIC_COLUMNS;
    }

    private static String padded(String topic) {
        return topic + " ".repeat(TOPIC_COLUMNS - topic.length());
    }

    private static String summary(List<Diagnosis> found) {
        long wrong = found.stream().filter(Diagnosis::isWrong).count();
        return switch ((int) wrong) {
            case 0 -> "nothing is wrong";
            case 1 -> "one thing is wrong";
            default -> wrong + " things are wrong";
        };
    }

    public static ObjectNode json(List<Diagnosis> found) {
        var json = JsonMapper.shared().createObjectNode();
        json.put("healthy", found.stream().noneMatch(Diagnosis::isWrong));
        var list = json.putArray("findings");
        for (var diagnosis : found) {
            var finding = diagnosis.finding();
            list.addObject()
                    .put("topic", diagnosis.topic())
                    .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                    .put("text", finding.text())
                    .put("advice", finding.advice())
                    .put("fixable", finding.remedy() != null);
        }
        return json;
    }
}
