package io.natter.client;

/** Is told what happens to a connection: every event, in order, one at a time, never on the thread that reads. */
@FunctionalInterface
public interface ConnectionListener {
    /** One event. What it throws is logged. */
    void onEvent(NatsConnection connection, ConnectionEvent event);
}
