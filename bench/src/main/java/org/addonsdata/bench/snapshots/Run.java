package org.addonsdata.bench.snapshots;

import org.addonsdata.bench.measure.Usage;

/** One run: the client's own figures, and the processor time of the server meanwhile. */
record Run(Usage client, double serverCpuSeconds) {
    double seconds() {
        return client.seconds();
    }

    double secondsInAll() {
        return client.secondsInAll();
    }

    double clientCpuSeconds() {
        return client.cpuSeconds();
    }

    /** Of client and server together. */
    double cpuSeconds() {
        return client.cpuSeconds() + serverCpuSeconds;
    }

    long peakBytes() {
        return client.peakBytes();
    }
}
