/**
 * Bytes to a server and back: event loops, TCP, TLS, WebSocket, proxies, and the handshake up to an authenticated link.
 *
 * <p>Knows no subscriptions and no reconnects.
 */
@org.jspecify.annotations.NullMarked
package io.natter.client.transport;
