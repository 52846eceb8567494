package io.natter.codec.jackson;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.natter.client.Codec;
import io.natter.client.Message;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON.
 *
 * <p>Pure functions. As the fallback of a connection's codecs it takes every type that has no codec of its own; bytes and texts stay
 * what they are.
 *
 * <pre>
 * NatsOptions.builder().codecs(Codecs.BUILT_IN.withFallback(JsonCodecs.all(new ObjectMapper())))
 * </pre>
 */
public final class JsonCodecs {
    private JsonCodecs() {}

    /** A codec for any type, written and read as the mapper does; the mapper is not to be configured any more. */
    public static Function<Class<?>, @Nullable Codec<?>> all(ObjectMapper mapper) {
        return type -> of(mapper, type);
    }

    /** The codec of one type. */
    public static <T> Codec<T> of(ObjectMapper mapper, Class<T> type) {
        return new Json<>(mapper.writer(), mapper.readerFor(type), type);
    }

    /** One type's JSON. Thread-safe, as Jackson's writers and readers are. */
    private record Json<T>(ObjectWriter writer, ObjectReader reader, Class<T> type) implements Codec<T> {
        @Override
        public byte[] encode(T value) throws IOException {
            return writer.writeValueAsBytes(value);
        }

        @Override
        public T decode(Message message) throws IOException {
            return type.cast(reader.readValue(message.payload()));
        }
    }
}
