package io.natter.cli.context;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import io.natter.cli.text.PrettyJson;
import java.io.StringWriter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to connect, under a name: what a context file holds.
 *
 * <p><i>Immutable.</i> Keys that are not known here, such as those for Windows, are kept as they are. The text form shows no secret.
 */
public final class NatsContext {
    private static final JsonStream JSON =
            JsonStream.builder().serializeNulls(true).serializeEmpty(true).build();
    private static final String TLS_FIRST = "tls_first";

    /** Knows nothing: the server on this machine, nobody's name. */
    public static final NatsContext EMPTY = new NatsContext(Map.of(), false, Map.of());

    private final Map<ContextKey, String> values;
    private final boolean tlsFirst;
    private final Map<String, Object> others;

    private NatsContext(Map<ContextKey, String> values, boolean tlsFirst, Map<String, Object> others) {
        this.values = values.isEmpty() ? Map.of() : new EnumMap<>(values);
        this.tlsFirst = tlsFirst;
        this.others = others;
    }

    /**
     * Reads the text of a file.
     *
     * @throws ContextException if it is no JSON object, or a value has the wrong type
     */
    public static NatsContext parse(String json) {
        Map<ContextKey, String> values = new EnumMap<>(ContextKey.class);
        Map<String, Object> others = new LinkedHashMap<>();
        boolean tlsFirst = false;
        try (JsonReader reader = JSON.reader(json)) {
            reader.beginObject();
            while (reader.hasNextField()) {
                String field = reader.nextField();
                ContextKey key = ContextKey.named(field);
                if (key != null) {
                    values.put(key, reader.isNullValue() ? "" : reader.readString());
                } else if (field.equals(TLS_FIRST)) {
                    tlsFirst = reader.readBoolean();
                } else {
                    others.put(field, readAny(reader));
                }
            }
            reader.endObject();
        } catch (RuntimeException e) { // what the reader throws for broken text has several types
            throw new ContextException("context: got no sound JSON: " + e.getMessage(), e);
        }
        return new NatsContext(values, tlsFirst, others);
    }

    private static Object readAny(JsonReader reader) {
        return new Verbatim(reader.readRaw());
    }

    /** A value that is written as it was read. */
    private record Verbatim(String json) {}

    /** The text of the file: every key, even those without a value, as the nats tool writes them. */
    public String toJson() {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = JSON.writer(text)) {
            writer.beginObject();
            for (ContextKey key : ContextKey.values()) {
                writer.name(key.json());
                writer.value(get(key));
            }
            writer.name(TLS_FIRST);
            writer.value(tlsFirst);
            others.forEach((name, value) -> {
                writer.name(name);
                writer.rawValue(((Verbatim) value).json());
            });
            writer.endObject();
        }
        return PrettyJson.of(text.toString());
    }

    /** A value, or the empty text. */
    public String get(ContextKey key) {
        return values.getOrDefault(key, "");
    }

    /** A value, or null where it is empty. */
    public @Nullable String find(ContextKey key) {
        String value = get(key);
        return value.isEmpty() ? null : value;
    }

    /** Whether TLS begins before the server says anything. */
    public boolean tlsFirst() {
        return tlsFirst;
    }

    /** The servers, by default the one on this machine. */
    public String servers() {
        String url = get(ContextKey.URL);
        return url.isEmpty() ? "nats://127.0.0.1:4222" : url;
    }

    /** The same with another value; the empty text takes it away. */
    public NatsContext with(ContextKey key, String value) {
        Map<ContextKey, String> changed = new EnumMap<>(ContextKey.class);
        changed.putAll(values);
        changed.put(key, value);
        return new NatsContext(changed, tlsFirst, others);
    }

    /** The same with or without TLS at the beginning. */
    public NatsContext withTlsFirst(boolean tlsFirst) {
        return new NatsContext(values, tlsFirst, others);
    }

    /** The same with those values of {@code over} laid over it that are not empty. */
    public NatsContext overlaid(NatsContext over) {
        NatsContext result = this;
        for (ContextKey key : ContextKey.values()) {
            String value = over.find(key);
            if (value != null) {
                result = result.with(key, value);
            }
        }
        return over.tlsFirst ? result.withTlsFirst(true) : result;
    }

    @Override
    public String toString() {
        return "NatsContext[" + servers() + "]";
    }
}
