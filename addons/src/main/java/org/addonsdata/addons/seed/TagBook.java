package org.addonsdata.addons.seed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.addonsdata.addons.load.Table;
import org.addonsdata.addons.load.TableLoader;

/**
 * Counts the add-ons of each tag; the tags are written once all are counted. There are hundreds,
 * not millions.
 */
final class TagBook {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> tags = new ArrayList<>();
    private final List<Integer> addons = new ArrayList<>();

    /** One more add-on has the tag; its id. */
    int use(String tag) {
        int id =
                numbers.computeIfAbsent(
                        tag,
                        text -> {
                            tags.add(text);
                            addons.add(0);
                            return tags.size();
                        });
        addons.set(id - 1, addons.get(id - 1) + 1);
        return id;
    }

    void write(TableLoader loader, long time) {
        for (int i = 0; i < tags.size(); i++) {
            var row = loader.row(Table.TAGS).number(i + 1).text(tags.get(i));
            row.number(addons.get(i)).end(time, time);
        }
    }
}
