package io.natter.bench.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** C8: what a connection with one subscription costs its process. Confined to the main thread. */
final class ConnectionsWork implements Work {
    private final ClientProgram program;
    private final String url;
    private final int connections;

    ConnectionsWork(ClientProgram program, String url, int connections) {
        this.program = program;
        this.url = url;
        this.connections = connections;
    }

    @Override
    public Map<String, Double> round(long millis, ClientMain runner) throws Exception {
        ReceivedCount count = ReceivedCount.unshared();
        List<Driver> drivers = new ArrayList<>();
        try {
            long heapBefore = ThisJvm.liveHeapBytes();
            long kibBefore = ThisJvm.residentKib();
            int threadsBefore = ThisJvm.threads();
            for (int i = 0; i < connections; i++) {
                Driver driver = program.connect(url);
                drivers.add(driver);
                driver.receive("bench.idle", Driver.Way.CALLBACK, count);
            }
            double threads = ThisJvm.threads() - threadsBefore;
            double heap = ThisJvm.liveHeapBytes() - heapBefore;
            double kib = ThisJvm.residentKib() - kibBefore;
            return Map.of(
                    "CLIENT_THREADS",
                    Math.max(1, threads),
                    "CLIENT_HEAP",
                    heap / connections / 1024,
                    "CLIENT_MEMORY",
                    kib / connections,
                    "OPERATIONS",
                    (double) connections);
        } finally {
            for (Driver driver : drivers) {
                driver.close();
            }
        }
    }
}
