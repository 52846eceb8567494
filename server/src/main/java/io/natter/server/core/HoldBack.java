package io.natter.server.core;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pause of a publisher whose receivers have fallen behind, and the receivers' list of those who wait for them (C63).
 *
 * <p>Confined to the connection's event loop, but for {@link #begin}, which a receiver's loop may call.
 *
 * <p>A pause lasts until the receiver has caught up, ten milliseconds at most; then the publisher is read again, whether the receiver
 * caught up or not, until the receiver's limit ends the matter. It is held back as well, for as long as that takes, while the
 * {@link Lane} to another loop is full.
 */
final class HoldBack {
    /** A receiver this far behind holds back its publishers: larger backlogs cost up to a third of the throughput. */
    static final long BEHIND_BYTES = 4L << 20;

    private final Connection connection;
    private volatile boolean isOn;
    private boolean waitsForLane;
    private long count;
    private @Nullable List<Connection> waiting;

    HoldBack(Connection connection) {
        this.connection = connection;
    }

    boolean isOn() {
        return isOn || waitsForLane;
    }

    /** How often this connection was held back. */
    long count() {
        return count;
    }

    /** Stops reading from this connection, a publisher, for {@code receiver}; called on the receiver's loop. */
    void begin(Connection receiver) {
        if (isOn || receiver == connection) {
            return;
        }
        isOn = true;
        if (receiver.loop() != connection.loop()) {
            connection.loop().eventLoop().execute(this::pause);
            return;
        }
        pause();
        receiver.holdBack().add(connection);
    }

    private void pause() {
        stopReading();
        connection.keepalive().releaseSoon();
    }

    private void stopReading() {
        count++;
        connection.broker().countHeldBack();
        connection.channel().config().setAutoRead(false);
    }

    /** Stops reading from this connection, a publisher, until {@code lane} has room again, however long that takes. */
    void beginFor(Lane lane) {
        if (!waitsForLane) {
            waitsForLane = true;
            stopReading();
            lane.await(this::endForLane);
        }
    }

    /** The lane that this connection waited for has room. */
    void endForLane() {
        waitsForLane = false;
        goOn();
    }

    private void add(Connection publisher) {
        if (waiting == null) {
            waiting = new ArrayList<>();
        }
        waiting.add(publisher);
    }

    /** Ends the wait for receivers. */
    void end() {
        if (isOn) {
            isOn = false;
            goOn();
        }
    }

    private void goOn() {
        if (!isOn() && !connection.isParsingStopped()) {
            connection.channel().config().setAutoRead(true);
        }
    }

    /** This connection, a receiver, has caught up or is gone: those who waited for it go on. */
    void releaseWaiting() {
        List<Connection> released = waiting;
        if (released != null) {
            waiting = null;
            released.forEach(publisher -> publisher.holdBack().end());
        }
    }
}
