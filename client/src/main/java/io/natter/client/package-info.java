/**
 * The client: connection, publish, subscribe, request, drain.
 *
 * <p>{@link io.natter.client.Nats#connect(String)} gives a {@link io.natter.client.NatsConnection}; everything starts there.
 */
@org.jspecify.annotations.NullMarked
package io.natter.client;
