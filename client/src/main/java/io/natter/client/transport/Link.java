package io.natter.client.transport;

import io.natter.protocol.ServerInfo;

/**
 * An authenticated connection to one server: INFO was read, TLS is up if it should be, CONNECT was answered.
 *
 * <p>Immutable, apart from the transport, which was not started yet.
 *
 * @param transport the bytes
 * @param info what the server said of itself
 * @param server its address
 */
public record Link(Transport transport, ServerInfo info, ServerAddress server) {}
