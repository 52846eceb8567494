package io.natter.protocol.json;

import io.avaje.json.stream.BytesJsonWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How values of one type stand in JSON: read from an object and written as one, by Go's rules.
 *
 * <p>Immutable. Meant for requests, answers and descriptions: it builds a tree of the whole text. What comes with every
 * message is read by {@link JsonFields} or by hand.
 *
 * @param <T> the type
 */
public final class JsonForm<T> {
    private final Function<ObjectReader, T> reading;
    private final BiConsumer<T, ObjectWriter> writing;

    private JsonForm(Function<ObjectReader, T> reading, BiConsumer<T, ObjectWriter> writing) {
        this.reading = reading;
        this.writing = writing;
    }

    /** A form of two directions; {@code reading} ends with {@link ObjectReader#rest}. */
    public static <T> JsonForm<T> of(Function<ObjectReader, T> reading, BiConsumer<T, ObjectWriter> writing) {
        return new JsonForm<>(reading, writing);
    }

    /** A form that is only written: reading it is a mistake of the caller's. */
    public static <T> JsonForm<T> writing(BiConsumer<T, ObjectWriter> writing) {
        return new JsonForm<>(
                in -> {
                    throw new UnsupportedOperationException("a form that is only written");
                },
                writing);
    }

    /** A form that is only read. */
    public static <T> JsonForm<T> reading(Function<ObjectReader, T> reading) {
        return new JsonForm<>(reading, (value, out) -> {
            throw new UnsupportedOperationException("a form that is only read");
        });
    }

    /**
     * The value a text stands for; fields of unknown names are kept in it.
     *
     * @throws JsonException if the text is not one well-formed object, or a field is of a wrong type
     */
    public T read(byte[] json) {
        return read(json, 0, json.length);
    }

    /** The same of a range. */
    public T read(byte[] json, int from, int length) {
        return read(json, from, length, new ArrayList<>());
    }

    /**
     * The value a text stands for, in which every name must be known, as nats-server's strict mode asks (D2).
     *
     * @throws JsonException as {@link #read(byte[])} does, or with nats-server's words for the first unknown name
     */
    public T readStrict(byte[] json, int from, int length) {
        List<String> unknown = new ArrayList<>();
        T value = read(json, from, length, unknown);
        if (!unknown.isEmpty()) {
            throw new JsonException("json: unknown field \"" + unknown.get(0) + "\"");
        }
        return value;
    }

    private T read(byte[] json, int from, int length, List<String> unknown) {
        Map<String, @Nullable Object> tree = JsonFields.read(json, from, length, JsonForm::tree);
        return reading.apply(ObjectReader.of(tree, unknown));
    }

    private static Map<String, @Nullable Object> tree(JsonFields fields) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        while (fields.next()) {
            tree.put(fields.name(), fields.any());
        }
        return tree;
    }

    /** The value an opened object stands for; for a type whose fields stand among those of another. */
    public T readFrom(ObjectReader object) {
        return reading.apply(object);
    }

    /** Puts the fields of a value into an object. */
    public void writeTo(T value, ObjectWriter object) {
        writing.accept(value, object);
    }

    /** The tree of a value: Map, List, String, Number and Boolean, in the order of its text. */
    public Map<String, @Nullable Object> tree(T value) {
        ObjectWriter object = new ObjectWriter();
        writing.accept(value, object);
        return object.fields();
    }

    /** The text of a value, with {@code < > &} escaped, as Go does. */
    public byte[] write(T value) {
        ObjectWriter object = new ObjectWriter();
        writing.accept(value, object);
        try (BytesJsonWriter json = JsonFields.writerWithNulls()) {
            json.jsonValue(object.fields());
            return escaped(json.result());
        }
    }

    // These characters stand in strings only, so they can be replaced byte by byte.
    private static byte[] escaped(byte[] json) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 32);
        for (byte b : json) {
            if (b == '<' || b == '>' || b == '&') {
                out.writeBytes(("\\u00" + Integer.toHexString(b)).getBytes(StandardCharsets.US_ASCII));
            } else {
                out.write(b);
            }
        }
        return out.toByteArray();
    }
}
