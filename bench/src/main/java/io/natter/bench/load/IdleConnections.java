package io.natter.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections that have subscribed to one subject each and then stay silent.
 *
 * <p>Confined to the thread that opened it.
 */
public final class IdleConnections implements AutoCloseable {
    private final List<Wire> wires = new ArrayList<>();

    private IdleConnections() {}

    /** Returns how many there are. */
    public int count() {
        return wires.size();
    }

    /** Opens {@code count} connections, one after the other. */
    public static IdleConnections open(Endpoint endpoint, int count) throws IOException {
        IdleConnections connections = new IdleConnections();
        SubjectSet subjects = SubjectSet.numbered("bench.idle.", count, "");
        try {
            for (int i = 0; i < count; i++) {
                Wire wire = Wire.connectFromMany(endpoint, i);
                connections.wires.add(wire);
                wire.subscribe(subjects.at(i), null, "1");
                wire.fence();
            }
            return connections;
        } catch (IOException e) {
            connections.close();
            throw new IOException("after " + connections.wires.size() + " connections: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
    }
}
