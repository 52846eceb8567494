package io.natter.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.wire.Headers;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The codecs a connection has without being told. Immutable. */
final class BuiltInCodecs {
    private static final Map<Class<?>, Codec<?>> ALL = Map.of(
            byte[].class, new Bytes(),
            String.class, new Text(),
            CharSequence.class, new Characters(),
            ByteBuffer.class, new Buffer(),
            Message.class, new Forwarded());

    private BuiltInCodecs() {}

    static @Nullable Codec<?> of(Class<?> type) {
        return ALL.get(type);
    }

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    /** Bytes as they are. Thread-safe. */
    private static final class Bytes implements Codec<byte[]> {
        @Override
        public byte[] encode(byte[] value) {
            return value;
        }

        @Override
        public byte[] decode(Message message) {
            return message.payload();
        }
    }

    /** UTF-8. Thread-safe. */
    private static final class Text implements Codec<String> {
        @Override
        public byte[] encode(String value) {
            return utf8(value);
        }

        @Override
        public String decode(Message message) {
            return message.text();
        }
    }

    /** UTF-8, read as a String. Thread-safe. */
    private static final class Characters implements Codec<CharSequence> {
        @Override
        public byte[] encode(CharSequence value) {
            return utf8(value.toString());
        }

        @Override
        public CharSequence decode(Message message) {
            return message.text();
        }
    }

    /** What is left in a buffer, whose position stays; read-only on the way back. Thread-safe. */
    private static final class Buffer implements Codec<ByteBuffer> {
        @Override
        public byte[] encode(ByteBuffer value) {
            byte[] bytes = new byte[value.remaining()];
            value.duplicate().get(bytes);
            return bytes;
        }

        @Override
        public ByteBuffer decode(Message message) {
            return ByteBuffer.wrap(message.payload()).asReadOnlyBuffer();
        }
    }

    /** A message sent on with its headers. Thread-safe. */
    private static final class Forwarded implements Codec<Message> {
        @Override
        public byte[] encode(Message value) {
            return value.payload();
        }

        @Override
        public Message decode(Message message) {
            return message;
        }

        @Override
        public Headers headers(Message value) {
            Headers headers = value.headers();
            if (headers.status() == null) {
                return headers;
            }
            Headers.Builder own = Headers.builder();
            headers.entries().forEach(entry -> own.add(entry.name(), entry.value()));
            return own.build();
        }
    }
}
