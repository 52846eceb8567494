package io.natter.codec.protobuf;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import io.natter.client.Codec;
import io.natter.client.Message;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Generated Protocol Buffers messages as values.
 *
 * <p>Pure functions.
 *
 * <pre>
 * NatsOptions.builder().codecs(Codecs.BUILT_IN.withFallback(ProtobufCodecs.all()))
 * </pre>
 */
public final class ProtobufCodecs {
    private ProtobufCodecs() {}

    /** A codec for any generated message type, and none for others. */
    public static Function<Class<?>, @Nullable Codec<?>> all() {
        return type -> MessageLite.class.isAssignableFrom(type) ? generated(type.asSubclass(MessageLite.class)) : null;
    }

    /** The codec of one type. */
    public static <T extends MessageLite> Codec<T> of(Parser<T> parser) {
        return new Generated<>(parser);
    }

    /** By the static method {@code parser()}, which every generated class has. */
    @SuppressWarnings("unchecked") // generated code promises the parser of its own type
    private static @Nullable Codec<?> generated(Class<? extends MessageLite> type) {
        try {
            return of((Parser<? extends MessageLite>) type.getMethod("parser").invoke(null));
        } catch (ReflectiveOperationException notGenerated) {
            return null; // the caller then says that there is no codec for the type
        }
    }

    /** One type's encoding. Thread-safe, as parsers are. */
    private record Generated<T extends MessageLite>(Parser<T> parser) implements Codec<T> {
        @Override
        public byte[] encode(T value) {
            return value.toByteArray();
        }

        @Override
        public T decode(Message message) throws IOException {
            return parser.parseFrom(message.payload());
        }
    }
}
