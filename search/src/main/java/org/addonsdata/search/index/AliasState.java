package org.addonsdata.search.index;

import java.util.List;

/** What stands where applications search. */
public sealed interface AliasState {
    /** Nothing of that name. */
    record Missing() implements AliasState {}

    /** The alias points to one index, which is ours. */
    record Live(OwnIndex index) implements AliasState {}

    /** No alias but an index of that name, made by somebody else. */
    record ForeignIndex(String name) implements AliasState {}

    /** The alias points to an index made by somebody else. */
    record ForeignTarget(String alias, String index) implements AliasState {}

    /** The alias points to more than one index. */
    record SeveralTargets(String alias, List<String> indexes) implements AliasState {}
}
