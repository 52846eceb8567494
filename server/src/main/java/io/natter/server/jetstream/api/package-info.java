/**
 * The API of JetStream: requests to {@code $JS.API.>} become operations on streams and consumers, and are answered.
 *
 * <p>{@link io.natter.server.jetstream.api.JetStreamApi} takes requests on the api loop, which owns the directory of accounts and streams.
 * What touches a stream is executed on its loop, and the answer comes back to the api loop: nothing here is locked, and nothing waits.
 */
@NullMarked
package io.natter.server.jetstream.api;

import org.jspecify.annotations.NullMarked;
