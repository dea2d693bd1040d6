package org.addonsdata.cli.usage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found so far, on a page that is written after every trial: a run that is stopped loses
 * nothing, and one of some trials leaves the results of the others.
 */
final class FaultRecord {
    private final Path page;
    private final List<FaultFinding> findings;
    private final Map<FaultOperation, List<String>> points = new EnumMap<>(FaultOperation.class);

    private FaultRecord(Path page, List<FaultFinding> findings) {
        this.page = page;
        this.findings = findings;
    }

    static FaultRecord on(Path page) throws IOException {
        return new FaultRecord(page, new ArrayList<>(ReliabilityPage.read(page).findings()));
    }

    /** Points that an operation passes no more are forgotten. */
    void order(FaultOperation operation, List<String> passed) throws IOException {
        points.put(operation, passed);
        findings.removeIf(
                finding -> finding.operation() == operation && !passed.contains(finding.point()));
        write();
    }

    boolean has(FaultOperation operation, String point, Fault fault) {
        return find(operation, point, fault).filter(FaultFinding::isResult).isPresent();
    }

    void put(FaultFinding finding) throws IOException {
        find(finding.operation(), finding.point(), finding.fault()).ifPresent(findings::remove);
        findings.add(finding);
        write();
    }

    private Optional<FaultFinding> find(FaultOperation operation, String point, Fault fault) {
        return findings.stream()
                .filter(finding -> finding.operation() == operation)
                .filter(finding -> finding.point().equals(point) && finding.fault() == fault)
                .findFirst();
    }

    private void write() throws IOException {
        var inOrder = new ArrayList<>(findings);
        inOrder.sort(Comparator.comparingInt(this::place));
        new ReliabilityPage(inOrder).writeTo(page);
    }

    private int place(FaultFinding finding) {
        var passed = points.get(finding.operation());
        return passed == null ? 0 : passed.indexOf(finding.point());
    }
}
