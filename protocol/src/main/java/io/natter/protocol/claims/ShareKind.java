package io.natter.protocol.claims;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is shared between accounts. Immutable. */
public enum ShareKind {
    /** Messages that flow from the exporter. */
    STREAM,
    /** Requests that flow to the exporter. */
    SERVICE;

    static ShareKind read(ClaimsReader in, String key) {
        return read(in.path() + "." + key, in.any(key));
    }

    private static ShareKind read(String path, @Nullable Object value) {
        return switch (ClaimsReader.string(path, value)) {
            case "stream" -> STREAM;
            case "service" -> SERVICE;
            default -> throw new ClaimsException(path + ": expected stream or service");
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
