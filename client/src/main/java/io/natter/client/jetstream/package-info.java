/**
 * JetStream: publish with acknowledgement, streams, consumers.
 *
 * <p>{@link io.natter.client.jetstream.JetStream#of(io.natter.client.NatsConnection)} is where everything starts. Built on the client's public
 * interface alone. ADR-22 (publish retries), ADR-31 (direct get), ADR-37 (pull consumers), ADR-42 (priority groups), ADR-43 (TTL), ADR-49
 * (counters), ADR-50 (batches), ADR-51 (schedules).
 */
@org.jspecify.annotations.NullMarked
package io.natter.client.jetstream;
