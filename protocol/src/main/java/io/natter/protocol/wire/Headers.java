package io.natter.protocol.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a message: names and values in order, duplicates kept, names case-sensitive (ADR-4, C74).
 *
 * <p>Immutable. Messages of the server itself may carry a status, such as 503 where nobody listens (C7).
 *
 * <pre>
 *  NATS/1.0 100 Idle Heartbeat\r\n      status and description are optional
 *  Name: value\r\n                      blanks around the value do not count
 *  \r\n
 * </pre>
 */
public final class Headers {
    /** No headers and no status. */
    public static final Headers NONE = new Headers(null, List.of());

    /** Most headers a block may hold. */
    public static final int COUNT_MAX = 4096;

    static final byte[] VERSION = "NATS/1.0".getBytes(US_ASCII);
    private static final byte[] COLON = {':', ' '};
    private static final byte[] BLANK = {' '};
    private static final int LINE_END_BYTES = 2;

    /** One header. Immutable. */
    public record Entry(String name, String value) {}

    /**
     * What a server says about a message it sends on its own behalf. Immutable.
     *
     * @param code three digits
     * @param description may be empty
     */
    public record Status(int code, String description) {
        /** Nobody listens to the subject of a request. */
        public static final int NO_RESPONDERS = 503;

        /** Checks the code. */
        public Status {
            if (code < 100 || code > 999) {
                throw new IllegalArgumentException("code: got " + code + ", expected three digits");
            }
            requireValue("description", description);
        }
    }

    private final @Nullable Status status;
    private final List<Entry> entries;

    private Headers(@Nullable Status status, List<Entry> entries) {
        this.status = status;
        this.entries = entries;
    }

    /** One header. */
    public static Headers of(String name, String value) {
        return builder().add(name, value).build();
    }

    /** Starts from nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a header block.
     *
     * @throws HeadersException if it does not begin with the version, a line is no header, its end is missing or not
     *     the end, or there are more than {@link #COUNT_MAX} headers
     */
    public static Headers parse(byte[] bytes, int from, int length) {
        return new HeaderBlock(bytes, from, length).read();
    }

    static Headers ofParsed(@Nullable Status status, List<Entry> entries) {
        return entries.isEmpty() && status == null ? NONE : new Headers(status, List.copyOf(entries));
    }

    /** The status, or null for none. */
    public @Nullable Status status() {
        return status;
    }

    /** The headers in order. */
    public List<Entry> entries() {
        return entries;
    }

    /** Whether there are no headers and no status. */
    public boolean isEmpty() {
        return entries.isEmpty() && status == null;
    }

    /** The first value of exactly this name, or null. */
    public @Nullable String first(String name) {
        for (Entry entry : entries) {
            if (entry.name.equals(name)) {
                return entry.value;
            }
        }
        return null;
    }

    /** The first value of this name in any case, or null. */
    public @Nullable String firstIgnoringCase(String name) {
        for (Entry entry : entries) {
            if (entry.name.equalsIgnoreCase(name)) {
                return entry.value;
            }
        }
        return null;
    }

    /** All values of exactly this name, in order. */
    public List<String> all(String name) {
        return entries.stream()
                .filter(entry -> entry.name.equals(name))
                .map(Entry::value)
                .toList();
    }

    /** The names in order of first appearance, each once. */
    public List<String> names() {
        return entries.stream().map(Entry::name).distinct().toList();
    }

    /** Starts from these. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.status = status;
        builder.entries.addAll(entries);
        return builder;
    }

    /** The block as it goes over the wire. */
    public byte[] encode() {
        ByteBuilder out = new ByteBuilder(encodedLength());
        encodeTo(out);
        return out.toBytes();
    }

    /** Bytes of the block. */
    public int encodedLength() {
        int length = VERSION.length + 2 * LINE_END_BYTES;
        if (status != null) {
            int description = utf8Length(status.description);
            length += 4 + (description == 0 ? 0 : 1 + description);
        }
        for (Entry entry : entries) {
            length += utf8Length(entry.name) + COLON.length + utf8Length(entry.value) + LINE_END_BYTES;
        }
        return length;
    }

    /** Appends the block. */
    public void encodeTo(ByteBuilder out) {
        out.append(VERSION);
        if (status != null) {
            out.append(BLANK).append((long) status.code);
            if (!status.description.isEmpty()) {
                out.append(BLANK).append(status.description);
            }
        }
        out.crlf();
        for (Entry entry : entries) {
            out.append(entry.name).append(COLON).append(entry.value).crlf();
        }
        out.crlf();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Headers headers
                && entries.equals(headers.entries)
                && Objects.equals(status, headers.status);
    }

    @Override
    public int hashCode() {
        return 31 * entries.hashCode() + Objects.hashCode(status);
    }

    @Override
    public String toString() {
        return "Headers[" + (status == null ? "" : status + " ") + names() + "]";
    }

    static boolean isNameByte(int c) {
        return c > ' ' && c < 0x7f && c != ':';
    }

    private static void requireName(String name) {
        if (name.isEmpty() || !name.chars().allMatch(Headers::isNameByte)) {
            throw new IllegalArgumentException(
                    "header name: got \"" + name + "\", expected printable ascii without blanks and colons");
        }
    }

    private static void requireValue(String what, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException(what + ": got a line end, expected one line");
        }
    }

    private static int utf8Length(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                length++;
            } else if (c < 0x800) {
                length += 2;
            } else if (Character.isSurrogate(c)) {
                return text.getBytes(UTF_8).length;
            } else {
                length += 3;
            }
        }
        return length;
    }

    /** Collects headers. Confined to one thread. */
    public static final class Builder {
        private @Nullable Status status;
        private final List<Entry> entries = new ArrayList<>();

        private Builder() {}

        /** Adds one more value behind all others. Blanks around the value are dropped, as they would be on the way. */
        public Builder add(String name, String value) {
            requireName(name);
            requireValue(name, value);
            entries.add(new Entry(name, HeaderBlock.trimmed(value)));
            return this;
        }

        /** Replaces all values of the name by this one, which goes to the end. */
        public Builder set(String name, String value) {
            return remove(name).add(name, value);
        }

        /** Drops all values of the name. */
        public Builder remove(String name) {
            entries.removeIf(entry -> entry.name.equals(name));
            return this;
        }

        /** Adds all, in the map's order. */
        public Builder addAll(Map<String, List<String>> values) {
            values.forEach((name, list) -> list.forEach(value -> add(name, value)));
            return this;
        }

        /** Sets the status, which only servers send. */
        public Builder status(int code, String description) {
            status = new Status(code, HeaderBlock.trimmed(description));
            return this;
        }

        /** The headers collected so far. */
        public Headers build() {
            if (entries.size() > COUNT_MAX) {
                throw new IllegalArgumentException(
                        "headers: got " + entries.size() + ", expected at most " + COUNT_MAX);
            }
            return ofParsed(status, entries);
        }
    }
}
