package io.natter.conformance.jnats;

import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.natter.conformance.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** What a client was told beside its messages: events of the connection, and errors. Thread-safe. */
final class ClientLog implements ConnectionListener, ErrorListener {
    private final List<Events> events = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    /** Options every flow starts from; this log listens. */
    Options.Builder options(TestServer server) {
        return options(server.url());
    }

    /** The same, with credentials or another scheme in the URL. */
    Options.Builder options(String url) {
        return new Options.Builder()
                .server(url)
                .connectionTimeout(Duration.ofMinutes(1))
                .reconnectWait(Duration.ofMillis(20))
                .reconnectJitter(Duration.ofMillis(5)) // with zero this client never tries again
                .connectionListener(this)
                .errorListener(this);
    }

    /** A connection without credentials. */
    Connection connect(TestServer server) throws IOException, InterruptedException {
        return Nats.connect(options(server).build());
    }

    @Override
    @SuppressWarnings("deprecation") // the successor is called beside it, with the same event
    public void connectionEvent(Connection connection, Events event) {
        events.add(event);
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        errors.add(error);
    }

    /** Waits until the client was told {@code event}. */
    void await(Events event) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> events.contains(event));
    }

    /** Waits until the client was told an error that contains {@code text}. */
    void awaitError(String text) {
        Awaitility.await("an error with: " + text)
                .atMost(Duration.ofMinutes(1))
                .until(() -> errors.stream().anyMatch(error -> error.contains(text)));
    }

    /** The errors so far. */
    List<String> errors() {
        return List.copyOf(errors);
    }
}
