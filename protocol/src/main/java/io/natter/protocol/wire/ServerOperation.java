package io.natter.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a server sends, as values (C1, C7-C11).
 *
 * <p>Immutable. Made for tests and slow paths; a sink of a decoder gets the same without a garbage of values.
 */
public sealed interface ServerOperation {
    /** Hands this operation to the matching method of {@code sink}. */
    void to(ServerOperationSink sink);

    /** A sink that turns each call into a value. */
    static ServerOperationSink collecting(Consumer<? super ServerOperation> collector) {
        return new ServerOperationSink() {
            @Override
            public void info(byte[] buffer, int from, int length) {
                collector.accept(new Info(new String(buffer, from, length, UTF_8)));
            }

            @Override
            public void message(MessageView m) {
                collector.accept(
                        m.hasHeaders()
                                ? new HMsg(m.subject(), m.sidText(), m.reply(), m.frozenHeaders(), m.frozenPayload())
                                : new Msg(m.subject(), m.sidText(), m.reply(), m.frozenPayload()));
            }

            @Override
            public void ok() {
                collector.accept(new Ok());
            }

            @Override
            public void error(String text) {
                collector.accept(new Err(text));
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

    /** Who the server is and what it offers, as JSON. */
    record Info(String json) implements ServerOperation {
        @Override
        public void to(ServerOperationSink sink) {
            byte[] bytes = json.getBytes(UTF_8);
            sink.info(bytes, 0, bytes.length);
        }
    }

    /**
     * One delivery without headers.
     *
     * @param reply where to answer, or null when no answer is wanted
     */
    record Msg(String subject, String sid, @Nullable String reply, Payload payload) implements ServerOperation {
        @Override
        public void to(ServerOperationSink sink) {
            sink.message(MessageView.of(subject, sid, reply, null, payload));
        }
    }

    /**
     * One delivery with headers.
     *
     * @param reply where to answer, or null when no answer is wanted
     * @param headers the header block as it came
     */
    record HMsg(String subject, String sid, @Nullable String reply, Payload headers, Payload payload)
            implements ServerOperation {
        @Override
        public void to(ServerOperationSink sink) {
            sink.message(MessageView.of(subject, sid, reply, headers, payload));
        }
    }

    /** An operation was accepted. */
    record Ok() implements ServerOperation {
        @Override
        public void to(ServerOperationSink sink) {
            sink.ok();
        }
    }

    /**
     * Something was refused.
     *
     * @param text without quotes
     */
    record Err(String text) implements ServerOperation {
        @Override
        public void to(ServerOperationSink sink) {
            sink.error(text);
        }
    }

    /** A question whether the other side is there. */
    record Ping() implements ServerOperation {
        @Override
        public void to(ServerOperationSink sink) {
            sink.ping();
        }
    }

    /** The answer to that question. */
    record Pong() implements ServerOperation {
        @Override
        public void to(ServerOperationSink sink) {
            sink.pong();
        }
    }
}
