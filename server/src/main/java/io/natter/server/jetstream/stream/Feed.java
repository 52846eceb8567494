package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.StreamSourceInfo;

/**
 * What copies one stream into another: a mirror, or one of several sources (D240).
 *
 * <p>Confined to the loop of the stream that copies.
 *
 * <pre>
 *  new ── start ──> copying ── stop ──> over; the stream goes on later, where it was
 *                       └───── end ───> over for good
 * </pre>
 */
sealed interface Feed permits LocalFeed, RemoteFeed {
    /** What tells it from the others of its stream. */
    SourceName name();

    /** What it was asked to copy. */
    StreamSource source();

    /** Begins, behind what was copied already. */
    void start(SourcePosition from);

    /** Ends with the stream. */
    void stop();

    /** Ends for good, and takes away what it left at the origin. */
    void end();

    /** How far it has come (D241). */
    StreamSourceInfo info();
}
