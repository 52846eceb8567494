package io.natter.client;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which codec is for which type.
 *
 * <p>Immutable. Knows {@code byte[]}, {@code String}, {@code ByteBuffer} and {@link Message} by itself; a type that is not registered is
 * looked for among its superclasses and interfaces, then in the fallback, if one is set (such as JSON for all).
 */
public final class Codecs {
    /** Bytes and texts only. */
    public static final Codecs BUILT_IN = new Codecs(Map.of(), null);

    private final Map<Class<?>, Codec<?>> byType;
    private final @Nullable Function<Class<?>, @Nullable Codec<?>> fallback;

    private Codecs(Map<Class<?>, Codec<?>> byType, @Nullable Function<Class<?>, @Nullable Codec<?>> fallback) {
        this.byType = byType;
        this.fallback = fallback;
    }

    /** These, and one more or another. */
    public <T> Codecs with(Class<T> type, Codec<T> codec) {
        Map<Class<?>, Codec<?>> more = new LinkedHashMap<>(byType);
        more.put(type, codec);
        return new Codecs(Map.copyOf(more), fallback);
    }

    /** These, and for types not registered whatever the function finds; null for none. */
    public Codecs withFallback(Function<Class<?>, @Nullable Codec<?>> finder) {
        return new Codecs(byType, finder);
    }
}
