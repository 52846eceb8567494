/**
 * The differential runner's JetStream: made-up sequences of requests, publishes, pulls and acknowledgements, on which two servers must
 * agree.
 *
 * <p>{@link io.natter.conformance.jetstream.JetStreamSequences} makes them up, a {@link io.natter.conformance.jetstream.JetStreamTalk} has
 * one with one server, and {@link io.natter.conformance.jetstream.JetStreamDisagreement} tells where two such talks differ.
 */
@NullMarked
package io.natter.conformance.jetstream;

import org.jspecify.annotations.NullMarked;
