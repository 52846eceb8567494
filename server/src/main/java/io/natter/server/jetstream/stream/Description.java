package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.LostMessages;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamInfoRequest;
import io.natter.protocol.jetstream.StreamState;
import io.natter.store.RecoveryReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a stream to those who ask (D23, D48).
 *
 * <p>Confined to the stream's loop.
 */
final class Description {
    private static final StreamInfoRequest PLAIN = new StreamInfoRequest(0, false, "");

    private final Stream stream;
    private final Sourcing sourcing;
    private final @Nullable LostMessages lost;

    /**
     * Of a stream that was just opened.
     *
     * @param recovery what was found in its files
     */
    Description(Stream stream, Sourcing sourcing, RecoveryReport recovery) {
        this.stream = stream;
        this.sourcing = sourcing;
        this.lost = StreamStates.lost(recovery.lost());
    }

    /** What it is and how it is, with what the request asks for. */
    StreamInfo info(StreamInfoRequest request) {
        return StreamInfo.builder()
                .config(stream.config())
                .created(stream.created())
                .state(state(request))
                .domain(stream.environment().domain())
                .mirror(sourcing.mirrorInfo())
                .sources(sourcing.sourceInfos())
                .timestamp(Instant.ofEpochSecond(0, stream.environment().wallNs()))
                .build();
    }

    /** How it is, without subjects and removed sequences. */
    StreamState state() {
        return state(PLAIN);
    }

    private StreamState state(StreamInfoRequest request) {
        boolean isInFiles = stream.config().storage() == StorageType.FILE;
        var use = new StreamStates.Use(stream.retention().wasEmptied(), isInFiles, lost);
        return StreamStates.of(stream.reader(), stream.consumers().all().size(), use, request);
    }
}
