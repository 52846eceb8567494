/**
 * Subscriptions, their queues and handlers, requests and replies.
 *
 * <p>Sends through {@link io.natter.client.messaging.Outbound} and is handed what came; knows no sockets and no reconnects.
 */
@org.jspecify.annotations.NullMarked
package io.natter.client.messaging;
