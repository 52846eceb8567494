package io.natter.client.session;

import io.natter.client.ConnectionEvent;
import io.natter.client.NatsOptions;
import io.natter.client.messaging.Inbound;
import io.natter.client.transport.Dialer;
import java.util.function.Consumer;

/**
 * What a session is made of. Immutable; the parts are what they are.
 *
 * @param events takes each event at once and tells listeners later, in order
 */
record SessionParts(
        NatsOptions options,
        Dialer dialer,
        ClientThreads threads,
        ServerPool pool,
        Output output,
        Inbound inbound,
        Consumer<ConnectionEvent> events) {}
