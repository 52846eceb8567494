package io.natter.server.jetstream.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.ApiStatus;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.wire.ByteBuilder;
import io.natter.protocol.wire.Headers;
import io.natter.protocol.wire.HeadersException;
import io.natter.server.account.Account;
import io.natter.server.core.InternalLoop;
import io.natter.server.core.OutgoingMessage;
import io.natter.server.core.ReceivedMessage;
import io.natter.server.interest.Subscription;
import io.natter.server.jetstream.rules.ApiLevel;
import io.natter.server.jetstream.stream.Stream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions by which streams, and mirrors for their origins, answer direct gets (D41, D76).
 *
 * <p>Confined to its loop. What is in memory is read there directly; what may have to be read from disk is read by other threads, one
 * request of a stream at a time and in order. When too many wait, the answer is that of a server that is not there (503).
 */
public final class DirectGets {
    private static final String PREFIX = "$JS.API.DIRECT.GET.";
    private static final byte[] GROUP = "_sys_".getBytes(UTF_8);

    private final InternalLoop loop;
    private final Executor worker;
    private final long bytesMost;
    private final Map<String, Followed> followed = new HashMap<>();
    private final OutgoingMessage out = new OutgoingMessage();

    // What is subscribed for a stream, and for which names.
    private record Followed(Stream stream, List<String> names, List<Subscription> subscriptions) {}

    /**
     * On that loop.
     *
     * @param worker threads that may wait for the disk
     * @param bytesMost bytes of a batch that sets no limit
     */
    public DirectGets(InternalLoop loop, Executor worker, long bytesMost) {
        this.loop = loop;
        this.worker = worker;
        this.bytesMost = bytesMost;
    }

    /** Answers for a stream as its configuration says; to be called when it was made, brought back, or changed. */
    public void follow(Account account, Stream stream) {
        String key = account.name() + " " + stream.name();
        List<String> names = names(stream.config());
        Followed present = followed.get(key);
        if (present != null
                && present.stream().equals(stream)
                && present.names().equals(names)) {
            return;
        }
        forget(account.name(), stream.name());
        if (!names.isEmpty()) {
            List<Subscription> subscriptions = new ArrayList<>();
            DirectGet direct = new DirectGet(stream.name(), stream.reader(), bytesMost);
            for (String name : names) {
                subscribe(account, name, direct, subscriptions);
            }
            followed.put(key, new Followed(stream, names, subscriptions));
        }
    }

    /** Answers no more for a stream; to be called when it is gone. */
    public void forget(String account, String stream) {
        Followed present = followed.remove(account + " " + stream);
        if (present != null) {
            present.subscriptions().forEach(loop::unsubscribe);
        }
    }

    private static List<String> names(StreamConfig config) {
        List<String> names = new ArrayList<>();
        if (config.allowDirect()) {
            names.add(config.name());
        }
        if (config.mirrorDirect() && config.mirror() != null) {
            names.add(config.mirror().name());
        }
        return List.copyOf(names);
    }

    private void subscribe(Account account, String name, DirectGet direct, List<Subscription> subscriptions) {
        byte[] whole = (PREFIX + name).getBytes(UTF_8);
        var reads = new ColdReads(worker, loop);
        subscriptions.add(loop.subscribe(account, whole, GROUP, message -> {
            LoopSink sink = sink(account, message);
            if (sink != null && isSupported(message, direct, sink)) {
                byte[] body = message.payload();
                serve(reads, direct, sink, reads.isIdle() && direct.isAtHand(body), to -> direct.get(body, to));
            }
        }));
        byte[] bySubject = (PREFIX + name + ".>").getBytes(UTF_8);
        int prefixLength = whole.length + 1;
        subscriptions.add(loop.subscribe(account, bySubject, GROUP, message -> {
            LoopSink sink = sink(account, message);
            if (sink != null
                    && isSupported(message, direct, sink)
                    && !isServed(message, prefixLength, reads, direct, sink)) {
                String subject = subject(message, prefixLength);
                byte[] body = message.payload();
                serve(
                        reads,
                        direct,
                        sink,
                        reads.isIdle() && direct.isLastAtHand(subject),
                        to -> direct.last(subject, body, to));
            }
        }));
    }

    // The usual request, for the last message of a subject, which is in memory.
    private static boolean isServed(
            ReceivedMessage message, int prefixLength, ColdReads reads, DirectGet direct, LoopSink sink) {
        return message.payloadLength() == 0
                && reads.isIdle()
                && direct.tryLast(
                        message.subjectBytes(),
                        message.subjectFrom() + prefixLength,
                        message.subjectLength() - prefixLength,
                        sink);
    }

    private static void serve(
            ColdReads reads, DirectGet direct, LoopSink sink, boolean isAtHand, Consumer<DirectGet.Sink> request) {
        if (isAtHand) {
            request.accept(sink);
        } else if (!reads.submit(new DirectRead(request, sink))) {
            direct.status(ApiStatus.NO_RESPONDERS, sink);
        }
    }

    private static String subject(ReceivedMessage message, int prefixLength) {
        return new String(
                message.subjectBytes(),
                message.subjectFrom() + prefixLength,
                message.subjectLength() - prefixLength,
                UTF_8);
    }

    private @Nullable LoopSink sink(Account account, ReceivedMessage message) {
        return message.replyLength() == 0 ? null : new LoopSink(account, message.reply());
    }

    private static boolean isSupported(ReceivedMessage message, DirectGet direct, DirectGet.Sink sink) {
        if (message.headersLength() == 0) {
            return true;
        }
        byte[] block = Arrays.copyOfRange(
                message.bytes(), message.headersFrom(), message.headersFrom() + message.headersLength());
        String required;
        try {
            Headers headers = Headers.parse(block, 0, block.length);
            required = Objects.requireNonNullElse(headers.first(JetStreamHeaders.REQUIRED_API_LEVEL), "");
        } catch (HeadersException malformed) {
            return true;
        }
        if (required.isEmpty() || ApiLevel.isSupported(required)) {
            return true;
        }
        direct.status(ApiStatus.REQUIRED_API_LEVEL, sink);
        return false;
    }

    // Where the answers to one request go.
    private final class LoopSink implements DirectGet.Sink {
        private final Account account;
        private final byte[] reply;

        LoopSink(Account account, byte[] reply) {
            this.account = account;
            this.reply = reply;
        }

        @Override
        public void send(ByteBuilder headers, byte[] payload, int from, int length) {
            out.to(reply).headers(headers.array(), 0, headers.length()).payload(payload, from, length);
            loop.publish(account, out);
        }

        @Override
        public void next(Runnable piece) {
            if (loop.isCongested()) {
                loop.onRelief(piece);
            } else {
                loop.execute(piece);
            }
        }
    }
}
