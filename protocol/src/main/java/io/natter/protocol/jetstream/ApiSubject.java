package io.natter.protocol.jetstream;

/**
 * A subject of the API, read.
 *
 * <p>Immutable.
 *
 * @param call what is asked
 * @param stream name of the stream, or empty
 * @param consumer name of the consumer, or empty
 * @param subject the subject or filter at its end, or empty
 */
public record ApiSubject(ApiCall call, String stream, String consumer, String subject) {}
