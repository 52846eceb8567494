package io.natter.cli.text;

import io.avaje.json.JsonWriter;
import io.avaje.json.stream.BytesJsonWriter;
import io.avaje.json.stream.JsonStream;
import io.natter.protocol.json.JsonFields;
import io.natter.protocol.json.JsonForm;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Lays compact JSON out on lines, as Go does with an indent of two blanks. <i>Thread-safe:</i> pure functions. */
public final class PrettyJson {
    private PrettyJson() {}

    /** A value on lines. */
    public static <T> String of(JsonForm<T> form, T value) {
        return of(new String(form.write(value), StandardCharsets.UTF_8));
    }

    /** Values on lines, in an array. */
    public static <T> String of(JsonForm<T> form, List<T> values) {
        return of(values.stream()
                .map(value -> new String(form.write(value), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",", "[", "]")));
    }

    /** A tree on one line. */
    public static String compact(JsonTree tree) {
        try (BytesJsonWriter writer = JsonFields.writer()) {
            writer.jsonValue(tree.value());
            return new String(writer.result(), StandardCharsets.UTF_8);
        }
    }

    /** Texts on lines, in an array. */
    public static String of(List<String> texts) {
        StringWriter json = new StringWriter();
        try (JsonWriter writer =
                JsonStream.builder().serializeEmpty(true).build().writer(json)) {
            writer.beginArray();
            texts.forEach(writer::value);
            writer.endArray();
        }
        return of(json.toString());
    }

    /** Numbers by name on lines, in an object. */
    public static String of(Map<String, Long> numbers) {
        StringWriter json = new StringWriter();
        try (JsonWriter writer =
                JsonStream.builder().serializeEmpty(true).build().writer(json)) {
            writer.beginObject();
            new TreeMap<>(numbers).forEach((name, number) -> {
                writer.name(name);
                writer.value((long) number);
            });
            writer.endObject();
        }
        return of(json.toString());
    }

    /** The same JSON on lines; what is no JSON comes out in some order of lines too. */
    public static String of(String json) {
        StringBuilder out = new StringBuilder(json.length() * 2);
        int depth = 0;
        boolean isText = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (isText) {
                out.append(c);
                if (c == '\\' && i + 1 < json.length()) {
                    out.append(json.charAt(++i));
                }
                isText = c != '"';
                continue;
            }
            switch (c) {
                case '"' -> {
                    out.append(c);
                    isText = true;
                }
                case '{', '[' -> {
                    out.append(c);
                    boolean isEmpty = i + 1 < json.length() && json.charAt(i + 1) == c + 2;
                    if (isEmpty) {
                        out.append(json.charAt(++i));
                    } else {
                        line(out, ++depth);
                    }
                }
                case '}', ']' -> {
                    line(out, --depth);
                    out.append(c);
                }
                case ',' -> {
                    out.append(c);
                    line(out, depth);
                }
                case ':' -> out.append(": ");
                default -> {
                    if (!Character.isWhitespace(c)) {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }

    private static void line(StringBuilder out, int depth) {
        out.append('\n').append("  ".repeat(Math.max(0, depth)));
    }
}
