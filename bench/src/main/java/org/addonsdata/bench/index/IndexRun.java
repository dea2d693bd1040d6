package org.addonsdata.bench.index;

import org.addonsdata.bench.measure.Usage;

/** One run: the client's own figures, and the processor time of the servers meanwhile. */
record IndexRun(Usage client, double databaseCpuSeconds, double searchCpuSeconds) {
    double seconds() {
        return client.seconds();
    }

    double clientCpuSeconds() {
        return client.cpuSeconds();
    }

    long peakBytes() {
        return client.peakBytes();
    }
}
