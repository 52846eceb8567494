package io.natter.server.jetstream.api;

import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ApiResponse;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamCreated;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamInfoRequest;
import io.natter.server.jetstream.StreamRestore;
import io.natter.server.jetstream.stream.Stream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One restore under way: chunks come in, each is answered once it is on disk, and an empty one ends them (D31).
 *
 * <p>Confined to the api loop; what is restored is written on the loop of the stream to be, one chunk at a time.
 */
final class RestoreReceiving {
    private static final Duration STALL = Duration.ofSeconds(5);
    private static final int WAITING_MOST = 1024; // chunks; a sender awaits answers long before
    private static final long WAITING_BYTES_MOST = 64 << 20;
    private static final byte[] NONE = {};

    private final ApiParts parts;
    private final StreamCalls streams;
    private final ApiRequest request;
    private final StreamConfig config;
    private final StreamRestore restore;
    private final RestoredStream restored;
    private final Transfers.Place place;
    private final Instant start;
    private final Deque<ApiRequest> waiting = new ArrayDeque<>();
    private ApiPort.Cancellable chunks = () -> {};
    private ApiPort.Cancellable stall = () -> {};
    private byte[] replyTo = NONE;
    private long bytes;
    private long waitingBytes;
    private boolean isWriting;
    private boolean isOver;

    RestoreReceiving(
            ApiParts parts,
            StreamCalls streams,
            ApiRequest request,
            StreamConfig config,
            StreamRestore restore,
            Transfers.Place place) {
        this.parts = parts;
        this.streams = streams;
        this.request = request;
        this.config = config;
        this.restore = restore;
        this.place = place;
        this.restored = new RestoredStream(restore, config, parts.settings().payloadBytesMost());
        this.start = parts.port().now();
    }

    /** Begins; returns the subject chunks are to be sent to. */
    String begin() {
        String subject =
                "$JS.SNAPSHOT.RESTORE." + config.name() + "." + parts.port().newId();
        chunks = parts.port().subscribe(request.account(), subject, this::onChunk);
        parts.advisories().restoreCreated(request, config.name());
        expectChunk();
        place.begun(() -> fail("server is stopping"));
        return subject;
    }

    private void expectChunk() {
        stall.cancel();
        stall = parts.port()
                .schedule(
                        STALL,
                        () -> fail(
                                "restore for stream '" + request.account() + " > " + config.name() + "' is stalled"));
    }

    private void onChunk(ApiRequest chunk) {
        if (isOver) {
            return;
        }
        expectChunk();
        if (chunk.reply().length == 0) {
            fail("restore for stream '" + request.account() + " > " + config.name()
                    + "' requires reply subject for each chunk");
        } else if (waiting.size() >= WAITING_MOST || waitingBytes > WAITING_BYTES_MOST) {
            fail("too many chunks at once");
        } else {
            waiting.add(chunk);
            waitingBytes += chunk.payload().length;
            next();
        }
    }

    private void next() {
        ApiRequest chunk = isWriting || isOver ? null : waiting.poll();
        if (chunk == null) {
            return;
        }
        isWriting = true;
        replyTo = chunk.reply();
        bytes += chunk.payload().length;
        waitingBytes -= chunk.payload().length;
        if (chunk.payload().length == 0) {
            stall.cancel();
            restored.end(failure -> parts.port().execute(() -> onEnd(failure)));
            return;
        }
        restored.write(
                chunk.payload(),
                failure -> parts.port().execute(() -> {
                    isWriting = false;
                    if (!failure.isEmpty()) {
                        fail(failure);
                    } else if (!isOver) {
                        expectChunk();
                        parts.port().publish(request.account(), chunk.reply(), NONE, NONE);
                        next();
                    }
                }));
    }

    private void onEnd(String failure) {
        if (!failure.isEmpty()) {
            fail(failure);
            return;
        }
        if (isOver) {
            return;
        }
        isOver = true;
        chunks.cancel();
        place.leave();
        restore.complete(restored.created(), outcome -> {
            Stream stream = outcome.value();
            if (stream == null) {
                answer(outcome.error() == null ? ApiErrorCode.STREAM_INVALID.error() : outcome.error());
                return;
            }
            parts.port().follow(request.account(), stream);
            parts.advisories().restoreCompleted(request, config.name(), start, bytes);
            stream.execute(() -> {
                restored.restoreConsumers(stream.consumers());
                StreamInfo info = streams.described(stream.info(new StreamInfoRequest(0, false, "")), "");
                stream.consumers().whenDurable(() -> parts.port().execute(() -> answer(info)));
            });
        });
    }

    private void answer(StreamInfo info) {
        byte[] json = ApiResponse.form(StreamCreated.JSON)
                .write(ApiResponse.of(ApiCall.STREAM_CREATE, new StreamCreated(info, false)));
        parts.port().publish(request.account(), replyTo, NONE, json);
    }

    private void answer(ApiError error) {
        byte[] json = ErrorAnswer.of(ApiCall.STREAM_CREATE, error);
        parts.port().publish(request.account(), replyTo, NONE, json);
    }

    private void fail(String why) {
        if (isOver) {
            return;
        }
        isOver = true;
        stall.cancel();
        chunks.cancel();
        waiting.clear();
        place.leave();
        if (replyTo.length > 0) {
            answer(ApiErrorCode.STREAM_RESTORE.error(why));
        }
        restore.execute(restore::abandon);
    }
}
