/**
 * JetStream: streams and their consumers in every account that may have them.
 *
 * <p>{@link io.natter.server.jetstream.JetStream} is the whole of it, started and closed with the server. What exists - accounts, streams,
 * consumers - is listed by the api loop; each stream with its consumers is confined to one stream loop.
 */
@NullMarked
package io.natter.server.jetstream;

import org.jspecify.annotations.NullMarked;
