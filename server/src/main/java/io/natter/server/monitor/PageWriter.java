package io.natter.server.monitor;

import io.avaje.json.stream.BytesJsonWriter;
import io.avaje.json.stream.JsonStream;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one page as indented JSON, with nats-server's two ways of treating a field: always there, or left out when empty.
 *
 * <p>Confined to one thread. A page reads from top to bottom as the JSON it writes; the methods named {@code ...IfAny}
 * write nothing at all for null, zero, false and empty.
 */
final class PageWriter {
    private static final JsonStream STREAM =
            JsonStream.builder().serializeEmpty(true).build();

    private final BytesJsonWriter json = STREAM.bufferedWriterAsBytes();

    private PageWriter() {}

    /** A page that is one indented object, whose fields {@code fields} writes. */
    static byte[] indented(Consumer<PageWriter> fields) {
        return object(true, fields);
    }

    /** A page that is one object on one line, as healthz answers. */
    static byte[] compact(Consumer<PageWriter> fields) {
        return object(false, fields);
    }

    private static byte[] object(boolean pretty, Consumer<PageWriter> fields) {
        PageWriter page = new PageWriter();
        page.json.pretty(pretty);
        page.json.beginObject();
        fields.accept(page);
        page.json.endObject();
        byte[] bytes = page.json.result();
        page.json.close();
        return bytes;
    }

    /** The same page without what stands between its tokens. */
    static byte[] unindented(byte[] page) {
        byte[] line = new byte[page.length];
        int length = 0;
        boolean isInString = false;
        boolean isEscaped = false;
        for (byte b : page) {
            if (isInString || (b != '\n' && b != ' ')) {
                line[length++] = b;
            }
            if (b == '"' && !isEscaped) {
                isInString = !isInString;
            }
            isEscaped = b == '\\' && !isEscaped;
        }
        return Arrays.copyOf(line, length);
    }

    PageWriter text(String name, String value) {
        json.name(name);
        json.value(value);
        return this;
    }

    /** A field that is null. */
    PageWriter none(String name) {
        json.name(name);
        json.rawValue("null");
        return this;
    }

    PageWriter textIfAny(String name, @Nullable String value) {
        return value == null || value.isEmpty() ? this : text(name, value);
    }

    PageWriter number(String name, long value) {
        json.name(name);
        json.value(value);
        return this;
    }

    PageWriter numberIfAny(String name, long value) {
        return value == 0 ? this : number(name, value);
    }

    /** A number without sign, of 64 bits. */
    PageWriter unsigned(String name, long value) {
        json.name(name);
        json.rawValue(Long.toUnsignedString(value));
        return this;
    }

    /** A tree of Map, List, String, Number and Boolean, as protocol records make them. */
    PageWriter tree(String name, Object tree) {
        json.name(name);
        node(tree);
        return this;
    }

    // Recursion is as deep as our own records nest.
    private void node(@Nullable Object node) {
        if (node instanceof Map<?, ?> fields) {
            if (fields.isEmpty()) {
                json.rawValue("{}");
                return;
            }
            json.beginObject();
            fields.forEach((name, value) -> {
                json.name((String) name);
                node(value);
            });
            json.endObject();
        } else if (node instanceof Collection<?> elements) {
            json.beginArray();
            elements.forEach(this::node);
            json.endArray();
        } else if (node instanceof String text) {
            json.value(text);
        } else {
            json.rawValue(String.valueOf(node)); // numbers, true, false and null are their own text
        }
    }

    /** A number that may have a fraction; a whole one is written without the dot, as Go does. */
    PageWriter decimal(String name, double value) {
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        json.name(name);
        json.rawValue(exact.toPlainString());
        return this;
    }

    PageWriter flag(String name, boolean value) {
        json.name(name);
        json.value(value);
        return this;
    }

    PageWriter flagIfSet(String name, boolean value) {
        return value ? flag(name, true) : this;
    }

    PageWriter object(String name, Consumer<PageWriter> fields) {
        json.name(name);
        json.beginObject();
        fields.accept(this);
        json.endObject();
        return this;
    }

    PageWriter emptyObject(String name) {
        json.name(name);
        json.rawValue("{}");
        return this;
    }

    PageWriter texts(String name, Collection<String> values) {
        json.name(name);
        if (values.isEmpty()) {
            json.emptyArray();
            return this;
        }
        json.beginArray();
        values.forEach(json::value);
        json.endArray();
        return this;
    }

    PageWriter textsIfAny(String name, Collection<String> values) {
        return values.isEmpty() ? this : texts(name, values);
    }

    /** A list of objects, of each of which {@code fields} writes the inside. */
    <T> PageWriter objects(String name, Collection<? extends T> values, Consumer<T> fields) {
        json.name(name);
        if (values.isEmpty()) {
            json.emptyArray();
            return this;
        }
        json.beginArray();
        for (T value : values) {
            json.beginObject();
            fields.accept(value);
            json.endObject();
        }
        json.endArray();
        return this;
    }

    <T> PageWriter objectsIfAny(String name, Collection<? extends T> values, Consumer<T> fields) {
        return values.isEmpty() ? this : objects(name, values, fields);
    }

    PageWriter textMapIfAny(String name, Map<String, String> values) {
        return values.isEmpty() ? this : object(name, page -> values.forEach(page::text));
    }

    PageWriter flagMapIfAny(String name, Map<String, Boolean> values) {
        return values.isEmpty() ? this : object(name, page -> values.forEach(page::flag));
    }

    PageWriter numberMap(String name, Map<String, Long> values) {
        return values.isEmpty() ? emptyObject(name) : object(name, page -> values.forEach(page::number));
    }
}
