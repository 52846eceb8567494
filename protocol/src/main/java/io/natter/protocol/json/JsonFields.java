package io.natter.protocol.json;

import io.avaje.json.JsonReader;
import io.avaje.json.stream.BytesJsonWriter;
import io.avaje.json.stream.JsonStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, one after the other, by nats-server's rules.
 *
 * <p>The case of a key does not matter, null leaves a field as it was, a wrong type is an error.
 *
 * <p>Confined to one thread. For each field call {@link #next}, then exactly one of the value methods.
 *
 * <pre>{@code
 * while (fields.next()) {
 *     switch (fields.key()) {
 *         case "port" -> port = fields.integer(port);
 *         default -> fields.skip();
 *     }
 * }
 * }</pre>
 */
public final class JsonFields {
    private static final JsonStream STREAM =
            JsonStream.builder().serializeNulls(false).serializeEmpty(true).build();

    private static final JsonStream WITH_NULLS =
            JsonStream.builder().serializeNulls(true).serializeEmpty(true).build();

    private final @Nullable JsonReader reader; // null when the text is "null": an object without fields
    private final LongStrings longStrings;
    private final boolean isPlain; // nothing but ASCII: no surrogate anywhere
    private String name = "";

    private JsonFields(@Nullable JsonReader reader, LongStrings longStrings, boolean isPlain) {
        this.reader = reader;
        this.longStrings = longStrings;
        this.isPlain = isPlain;
    }

    /**
     * Checks the text, then hands its fields to {@code reading} and returns what that makes of them.
     *
     * <p>Broken UTF-8 is read as replacement characters. The text {@code null} has no fields.
     *
     * @throws JsonException if the range is not one well-formed JSON object, or {@code reading} meets a wrong type
     */
    public static <T> T read(byte[] json, int from, int length, Function<JsonFields, T> reading) {
        boolean isPlain = JsonSyntax.checkedPlain(json, from, length);
        try {
            LongStrings longStrings = new LongStrings(STREAM);
            byte[] text = longStrings.cutOut(
                    isPlain ? Arrays.copyOfRange(json, from, from + length) : wellFormedUtf8(json, from, length));
            // closed, it lends its buffers to the next; left open it would cost 12 KiB each time
            try (JsonReader reader = STREAM.reader(text)) {
                return reading.apply(open(reader, longStrings, isPlain));
            }
        } catch (io.avaje.json.JsonException | ArithmeticException | NumberFormatException e) {
            throw new JsonException("json: a value is out of bounds", e);
        }
    }

    private static JsonFields open(JsonReader reader, LongStrings longStrings, boolean isPlain) {
        JsonReader.Token token = reader.currentToken();
        if (token == JsonReader.Token.NULL) {
            return new JsonFields(null, longStrings, isPlain);
        }
        if (token != JsonReader.Token.BEGIN_OBJECT) {
            throw new JsonException("json: got " + word(token) + ", expected an object");
        }
        reader.beginObject();
        return new JsonFields(reader, longStrings, isPlain);
    }

    /** A writer into memory, for the other direction; keys with null are left out. */
    public static BytesJsonWriter writer() {
        return STREAM.bufferedWriterAsBytes();
    }

    /** The same, but nulls stay: in an array they hold a place. */
    static BytesJsonWriter writerWithNulls() {
        return WITH_NULLS.bufferedWriterAsBytes();
    }

    /** A text a JSON writer takes: unpaired surrogates become replacement characters. */
    public static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return withoutLoneSurrogates(text);
            }
        }
        return text;
    }

    /** Moves to the next field; false when there is none. */
    public boolean next() {
        if (reader == null || !reader.hasNextField()) {
            return false;
        }
        name = longStrings.putBack(reader.nextField());
        return true;
    }

    /** The key of the field as it was written. */
    public String name() {
        return shown(name);
    }

    /** The key of the field in lower case. */
    public String key() {
        return lower(name);
    }

    /** A key in lower case, as Go compares keys. Most are so already, which is found out without making another. */
    static String lower(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= 'A' && c <= 'Z' || c > 0x7f) {
                return name.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
            }
        }
        return name;
    }

    /** The value, or {@code current} for null. */
    public boolean bool(boolean current) {
        return has(JsonReader.Token.BOOLEAN, "true or false") ? in().readBoolean() : current;
    }

    /** The value, or {@code current} for null. */
    public @Nullable String string(@Nullable String current) {
        return has(JsonReader.Token.STRING, "a string") ? shown(longStrings.putBack(in().readString())) : current;
    }

    /** The whole number, or {@code current} for null; fractions and exponents are refused, as in Go. */
    public long integer(long current) {
        return has(JsonReader.Token.NUMBER, "a number") ? whole(in().readRaw()) : current;
    }

    /** The whole number, cut off at the ends of the range of int, or {@code current} for null. */
    public int clampedInteger(int current) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, integer(current)));
    }

    /** The strings of an array, or {@code current} for null. */
    public List<String> strings(List<String> current) {
        if (!has(JsonReader.Token.BEGIN_ARRAY, "an array of strings")) {
            return current;
        }
        List<String> strings = new ArrayList<>();
        in().beginArray();
        while (in().hasNextElement()) {
            String string = string("");
            strings.add(string == null ? "" : string);
        }
        in().endArray();
        return strings;
    }

    /**
     * The value whatever it is: Map, List, String, BigDecimal, Boolean or null.
     *
     * <p>Of equal keys the last wins; keys keep their case and order.
     */
    public @Nullable Object any() {
        return tree(0);
    }

    /** Passes over the value. */
    public void skip() {
        in().skipValue();
    }

    private JsonReader in() {
        if (reader == null) {
            throw new IllegalStateException("json: a value was asked for where there is no field");
        }
        return reader;
    }

    private boolean has(JsonReader.Token expected, String expectedText) {
        JsonReader.Token token = in().currentToken();
        if (token == expected) {
            return true;
        }
        if (token == JsonReader.Token.NULL) {
            return !in().isNullValue();
        }
        throw new JsonException(key() + ": got " + word(token) + ", expected " + expectedText);
    }

    private static String word(JsonReader.Token token) {
        return token.name().toLowerCase(Locale.ROOT).replace("begin_", "an ").replace("string", "a string");
    }

    private long whole(String number) {
        try {
            return Long.parseLong(number.strip());
        } catch (NumberFormatException notWhole) {
            throw new JsonException(
                    key() + ": got a number with fraction, exponent or more than 64 bits, expected a whole number",
                    notWhole);
        }
    }

    // Recursion is as deep as the text nests, which JsonSyntax bounds.
    private @Nullable Object tree(int depth) {
        JsonReader in = in();
        assert depth <= JsonSyntax.DEPTH_MAX;
        return switch (in.currentToken()) {
            case BEGIN_OBJECT -> {
                Map<String, @Nullable Object> fields = new LinkedHashMap<>();
                in.beginObject();
                while (in.hasNextField()) {
                    String field = shown(longStrings.putBack(in.nextField()));
                    fields.put(field, tree(depth + 1));
                }
                in.endObject();
                yield fields;
            }
            case BEGIN_ARRAY -> {
                List<@Nullable Object> elements = new ArrayList<>();
                in.beginArray();
                while (in.hasNextElement()) {
                    elements.add(tree(depth + 1));
                }
                in.endArray();
                yield elements;
            }
            case STRING -> shown(longStrings.putBack(in.readString()));
            case NUMBER -> in.readDecimal();
            case BOOLEAN -> in.readBoolean();
            case NULL -> {
                boolean consumed = in.isNullValue();
                assert consumed;
                yield null;
            }
        };
    }

    private String shown(String text) {
        return isPlain ? text : printable(text);
    }

    private static byte[] wellFormedUtf8(byte[] json, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (json[i] < 0) {
                return new String(json, from, length, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            }
        }
        return Arrays.copyOfRange(json, from, from + length);
    }

    private static String withoutLoneSurrogates(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
