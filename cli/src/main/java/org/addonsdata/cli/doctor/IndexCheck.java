package org.addonsdata.cli.doctor;

import java.util.List;
import org.addonsdata.cli.console.Text;
import org.addonsdata.lifecycle.index.IndexCondition;
import org.addonsdata.lifecycle.usecase.DataReport;

/** Whether the search index is true to the database. */
final class IndexCheck implements Check {
    @Override
    public String topic() {
        return "index";
    }

    @Override
    public List<Finding> look(Patient patient) {
        return patient.workplace()
                .map(workplace ->
                        DataReport.read(
                                workplace.application(),
                                workplace.servers().database(),
                                workplace.servers().search()))
                .flatMap(DataReport::index)
                .map(condition -> List.of(finding(condition)))
                .orElse(List.of());
    }

    private static Finding finding(IndexCondition condition) {
        return switch (condition) {
            case IndexCondition.Faithful(var name, var documents, _, _) ->
                    Finding.fine(
                            "%s is true to the database, %s documents"
                                    .formatted(name, Text.count(documents)));
            case IndexCondition.Missing() ->
                    Finding.wrong("there is none", "make initialize_data builds it");
            case IndexCondition.Stale(var name, _, _, var reason) ->
                    Finding.wrong(name + " is stale: " + reason, "make reindex_data rebuilds it");
            case IndexCondition.Foreign(var what) ->
                    Finding.wrong(
                            "the alias belongs to something else: " + what,
                            "give that another name, or us another search server");
        };
    }
}
