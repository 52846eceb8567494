package io.natter.conformance.client;

import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionListener;
import io.natter.client.ConnectionState;
import io.natter.client.NatsConnection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a connection told its listeners, in order. Thread-safe. */
final class EventLog implements ConnectionListener {
    private final List<ConnectionEvent> events = new CopyOnWriteArrayList<>();

    @Override
    public void onEvent(NatsConnection connection, ConnectionEvent event) {
        events.add(event);
    }

    /** All events of one kind so far. */
    <T extends ConnectionEvent> List<T> all(Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Waits for the first event of one kind. */
    <T extends ConnectionEvent> T await(Class<T> kind) {
        Testbed.await(kind.getSimpleName(), () -> !all(kind).isEmpty());
        return all(kind).get(0);
    }

    /** The states gone through so far, the one it was told first included. */
    List<ConnectionState> states() {
        return all(ConnectionEvent.StateChanged.class).stream()
                .map(ConnectionEvent.StateChanged::to)
                .toList();
    }

    /** Waits until it was connected so many times. */
    void awaitConnected(int times) {
        Testbed.await(
                times + " times connected",
                () -> states().stream()
                                .filter(ConnectionState.CONNECTED::equals)
                                .count()
                        >= times);
    }

    /** Whether each change begins where the last one ended, and is allowed. */
    boolean isConsistent() {
        List<ConnectionEvent.StateChanged> changes = all(ConnectionEvent.StateChanged.class);
        for (int i = 0; i < changes.size(); i++) {
            ConnectionEvent.StateChanged change = changes.get(i);
            boolean follows = i == 0 || changes.get(i - 1).to() == change.from();
            if (!follows || !change.from().next().contains(change.to())) {
                return false;
            }
        }
        return true;
    }
}
