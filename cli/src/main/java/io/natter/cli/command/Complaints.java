package io.natter.cli.command;

import io.natter.client.ConnectionEvent;
import io.natter.client.NatsConnection;
import io.natter.client.ServerErrorException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What the server complained of, for commands that end with it.
 *
 * <p><i>Thread-safe.</i> Keeps the first few complaints; later ones are dropped.
 */
final class Complaints {
    private static final int KEPT_MAX = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final NatsConnection connection;
    private final BlockingQueue<ServerErrorException> heard = new ArrayBlockingQueue<>(KEPT_MAX);

    Complaints(NatsConnection connection) {
        this.connection = connection;
        connection.addListener((ignored, event) -> hear(event));
    }

    private void hear(ConnectionEvent event) {
        if (event instanceof ConnectionEvent.ServerError complaint) {
            heard.offer(complaint.error());
        }
    }

    /**
     * Waits until the server has everything.
     *
     * @throws ServerErrorException if it complained
     */
    void flush(Duration timeout) {
        connection.flush(timeout);
        if (connection.statistics().errors() == 0) {
            return;
        }
        try {
            // Listeners are told a little later than the figures are counted.
            ServerErrorException first = heard.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                throw first;
            }
        } catch (InterruptedException e) {
            throw new StoppedException(e);
        }
    }
}
