package org.addonsdata.cli.doctor;

import java.util.ArrayList;
import java.util.List;
import org.addonsdata.cli.settings.Setting;
import org.addonsdata.services.Mode;
import org.addonsdata.services.StackStatus.ServerState;
import org.addonsdata.services.process.Ports;

/** Whether servers that do not run could listen. */
final class PortsCheck implements Check {
    @Override
    public String topic() {
        return "ports";
    }

    @Override
    public List<Finding> look(Patient patient) {
        var mode = patient.status().mode();
        var isHere = mode == Mode.EMBEDDED || mode == Mode.COMPOSE;
        if (!isHere || patient.trouble().isPresent()) {
            return List.of();
        }
        var findings = new ArrayList<Finding>();
        look(patient.status().database(), Setting.MYSQL_PORT, findings);
        look(patient.status().search(), Setting.SEARCH_PORT, findings);
        return findings;
    }

    private static void look(ServerState server, Setting variable, List<Finding> findings) {
        if (server.running()) {
            findings.add(Finding.fine("%d is %s's".formatted(server.port(), server.server())));
        } else if (Ports.isFree(server.port())) {
            findings.add(Finding.fine(server.port() + " is free"));
        } else {
            findings.add(
                    Finding.wrong(
                            "%d, which %s wants, is in use by something else"
                                    .formatted(server.port(), server.server()),
                            "stop that, or choose another: make up %s=%d"
                                    .formatted(variable, Ports.anyFree())));
        }
    }
}
