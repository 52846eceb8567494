package io.natter.client;

import io.natter.protocol.wire.Headers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which codec is for which type.
 *
 * <p>Thread-safe; what is registered never changes. Knows {@code byte[]}, {@code String} and other character sequences, {@code ByteBuffer} and
 * {@link Message} by itself; a type that is not registered is looked for among its superclasses, nearest first, then its
 * interfaces, then in the fallback, if one is set (such as JSON for all).
 */
public final class Codecs {
    /** Bytes and texts only. */
    public static final Codecs BUILT_IN = new Codecs(Map.of(), null);

    private final Map<Class<?>, Codec<?>> byType;
    private final @Nullable Function<Class<?>, @Nullable Codec<?>> fallback;
    private final boolean arePlainOnesBuiltIn;
    /** What was looked for before; an empty one for none. Grows with the types a program uses, no further. */
    private final Map<Class<?>, Optional<Codec<?>>> found = new ConcurrentHashMap<>();

    private Codecs(Map<Class<?>, Codec<?>> byType, @Nullable Function<Class<?>, @Nullable Codec<?>> fallback) {
        this.byType = byType;
        this.fallback = fallback;
        this.arePlainOnesBuiltIn = !byType.containsKey(byte[].class) && !byType.containsKey(String.class);
    }

    /** These, and one more or another. */
    public <T> Codecs with(Class<T> type, Codec<T> codec) {
        Map<Class<?>, Codec<?>> more = new LinkedHashMap<>(byType);
        more.put(type, codec);
        return new Codecs(more, fallback);
    }

    /** These, and for types not registered whatever the function finds; null for none. */
    public Codecs withFallback(Function<Class<?>, @Nullable Codec<?>> finder) {
        return new Codecs(byType, finder);
    }

    /**
     * The codec of a type.
     *
     * @throws CodecException if there is none
     */
    @SuppressWarnings("unchecked") // what is registered for a type or its supertype takes its values
    public <T> Codec<T> codecFor(Class<T> type) {
        return (Codec<T>) found.computeIfAbsent(type, this::find)
                .orElseThrow(() -> new CodecException(
                        "codec: got none for " + type.getName() + ", expected one in NatsOptions.codecs", null));
    }

    /**
     * The payload of a value; a byte array stands for itself and is not copied.
     *
     * @throws CodecException if there is no codec for it, or it failed
     */
    public byte[] encode(Object value) {
        if (arePlainOnesBuiltIn) {
            if (value instanceof byte[] bytes) {
                return bytes;
            }
            if (value instanceof String text) {
                return BuiltInCodecs.utf8(text);
            }
        }
        Codec<Object> codec = codecOf(value);
        try {
            return codec.encode(value);
        } catch (Exception failure) {
            throw new CodecException(
                    "codec: failed to encode " + value.getClass().getName(), failure);
        }
    }

    /**
     * The headers that go with a value.
     *
     * @throws CodecException if there is no codec for it, or it failed
     */
    public Headers headersOf(Object value) {
        if (arePlainOnesBuiltIn && (value instanceof byte[] || value instanceof String)) {
            return Headers.NONE;
        }
        Codec<Object> codec = codecOf(value);
        try {
            return codec.headers(value);
        } catch (RuntimeException failure) {
            throw new CodecException(
                    "codec: failed to give headers of " + value.getClass().getName(), failure);
        }
    }

    /**
     * The value of a message.
     *
     * @throws CodecException if there is no codec for the type, or it failed
     */
    public <T> T decode(Message message, Class<T> type) {
        return decode(message, type, codecFor(type));
    }

    private static <T> T decode(Message message, Class<T> type, Codec<T> codec) {
        Object value;
        try {
            value = codec.decode(message);
        } catch (Exception failure) {
            throw new CodecException("codec: failed to decode " + type.getName() + " from " + message, failure);
        }
        if (!type.isInstance(value)) {
            String got = value == null ? "null" : value.getClass().getName();
            throw new CodecException("codec: got " + got + ", expected " + type.getName(), null);
        }
        return type.cast(value);
    }

    @SuppressWarnings("unchecked") // the codec was looked for by the value's own class
    private Codec<Object> codecOf(Object value) {
        return (Codec<Object>) codecFor(value.getClass());
    }

    private Optional<Codec<?>> find(Class<?> type) {
        for (Class<?> t = type; t != null && t != Object.class; t = t.getSuperclass()) {
            Codec<?> codec = exact(t);
            if (codec != null) {
                return Optional.of(codec);
            }
        }
        for (Class<?> t = type; t != null; t = t.getSuperclass()) {
            Codec<?> codec = ofInterfaces(t);
            if (codec != null) {
                return Optional.of(codec);
            }
        }
        return Optional.ofNullable(fallback == null ? null : fallback.apply(type));
    }

    private @Nullable Codec<?> exact(Class<?> type) {
        Codec<?> codec = byType.get(type);
        return codec != null ? codec : BuiltInCodecs.of(type);
    }

    private @Nullable Codec<?> ofInterfaces(Class<?> type) {
        for (Class<?> one : type.getInterfaces()) {
            Codec<?> codec = exact(one);
            if (codec == null) {
                codec = ofInterfaces(one);
            }
            if (codec != null) {
                return codec;
            }
        }
        return null;
    }
}
