package io.natter.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a client sends, as values (C2-C6, C9).
 *
 * <p>Immutable. Made for tests and slow paths; a sink of a decoder gets the same without a garbage of values.
 */
public sealed interface ClientOperation {
    /** Hands this operation to the matching method of {@code sink}. */
    void to(ClientOperationSink sink);

    /** A sink that turns each call into a value. */
    static ClientOperationSink collecting(Consumer<? super ClientOperation> collector) {
        return new ClientOperationSink() {
            @Override
            public void connect(byte[] buffer, int from, int length) {
                collector.accept(new Connect(new String(buffer, from, length, UTF_8)));
            }

            @Override
            public void publish(MessageView m) {
                collector.accept(
                        m.hasHeaders()
                                ? new HPub(m.subject(), m.reply(), m.frozenHeaders(), m.frozenPayload())
                                : new Pub(m.subject(), m.reply(), m.frozenPayload()));
            }

            @Override
            public void subscribe(String subject, @Nullable String queue, String sid) {
                collector.accept(new Sub(subject, queue, sid));
            }

            @Override
            public void unsubscribe(String sid, int max) {
                collector.accept(new Unsub(sid, max));
            }

            @Override
            public void ping() {
                collector.accept(new Ping());
            }

            @Override
            public void pong() {
                collector.accept(new Pong());
            }
        };
    }

    /**
     * Who the client is and what it wants.
     *
     * @param json as it came; the text form of this value does not show it
     */
    record Connect(String json) implements ClientOperation {
        @Override
        public void to(ClientOperationSink sink) {
            byte[] bytes = json.getBytes(UTF_8);
            sink.connect(bytes, 0, bytes.length);
        }

        @Override
        public String toString() {
            return "Connect[" + json.length() + " characters]";
        }
    }

    /**
     * A message without headers.
     *
     * @param reply where to answer, or null when no answer is wanted
     */
    record Pub(String subject, @Nullable String reply, Payload payload) implements ClientOperation {
        @Override
        public void to(ClientOperationSink sink) {
            sink.publish(MessageView.of(subject, "", reply, null, payload));
        }
    }

    /**
     * A message with headers.
     *
     * @param reply where to answer, or null when no answer is wanted
     * @param headers the header block as it came
     */
    record HPub(String subject, @Nullable String reply, Payload headers, Payload payload) implements ClientOperation {
        @Override
        public void to(ClientOperationSink sink) {
            sink.publish(MessageView.of(subject, "", reply, headers, payload));
        }
    }

    /**
     * The wish for messages.
     *
     * @param queue the group within which each message goes to one member, or null for all messages
     */
    record Sub(String subject, @Nullable String queue, String sid) implements ClientOperation {
        @Override
        public void to(ClientOperationSink sink) {
            sink.subscribe(subject, queue, sid);
        }
    }

    /**
     * The end of a wish.
     *
     * @param max after how many messages since the subscription began, or 0 for now
     */
    record Unsub(String sid, int max) implements ClientOperation {
        @Override
        public void to(ClientOperationSink sink) {
            sink.unsubscribe(sid, max);
        }
    }

    /** A question whether the other side is there. */
    record Ping() implements ClientOperation {
        @Override
        public void to(ClientOperationSink sink) {
            sink.ping();
        }
    }

    /** The answer to that question. */
    record Pong() implements ClientOperation {
        @Override
        public void to(ClientOperationSink sink) {
            sink.pong();
        }
    }
}
