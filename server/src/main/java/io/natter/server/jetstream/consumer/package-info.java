/**
 * Consumers: what a stream holds is delivered to whoever asks for it, and its acknowledgements are kept.
 *
 * <p>All of a stream's consumers are confined to the stream's loop: nothing in here is locked, and nothing waits. What a consumer needs
 * of the world is in {@link io.natter.server.jetstream.consumer.OwningStream}; of the core it knows the messages alone. Implements
 * ADR-9 (idle heartbeats), ADR-13 (pull consumers), ADR-15 (acknowledgement subjects), ADR-34 (several filters), ADR-42 (priority
 * groups), ADR-8 in what it asks of last-per-subject delivery.
 */
@NullMarked
package io.natter.server.jetstream.consumer;

import org.jspecify.annotations.NullMarked;
