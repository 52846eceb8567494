package io.natter.client.keyvalue;

/**
 * How keys become tokens of a subject and back (ADR-54).
 *
 * <p>Must be thread-safe. Everybody who shares a bucket must use the same.
 */
public interface KeyCodec {
    /** Keys as they are: letters, digits, dashes, underscores, slashes, equals signs, and dots between tokens. */
    KeyCodec NONE = new KeyCodec() {
        @Override
        public String encode(String key) {
            return key;
        }

        @Override
        public String decode(String encoded) {
            return encoded;
        }

        @Override
        public String encodeFilter(String filter) {
            return filter;
        }
    };

    /** Each token in base64 for URLs, so that it may hold anything but dots; filters work. */
    static KeyCodec base64() {
        return Base64Keys.BY_TOKEN;
    }

    /** The whole key in base64 for URLs, so that it may be any text; of filters only {@code >} works. */
    static KeyCodec base64Whole() {
        return Base64Keys.WHOLE;
    }

    /**
     * Paths: dots instead of separators, {@code _root_} for the separator a path begins with. One at the end is dropped.
     *
     * @param separator such as {@code /}; not empty
     */
    static KeyCodec path(String separator) {
        return new PathKeys(separator);
    }

    /** The key as the bucket has it. */
    String encode(String key);

    /**
     * The key as the program has it.
     *
     * @throws IllegalArgumentException if it was not encoded so
     */
    String decode(String encoded);

    /**
     * A filter as the bucket has it, its wildcards kept.
     *
     * @throws IllegalArgumentException if a filter cannot be encoded so; a key without wildcards always can
     */
    default String encodeFilter(String filter) {
        boolean hasWildcard = !io.natter.protocol.subject.Subjects.isLiteral(filter);
        if (hasWildcard && !filter.equals(">")) {
            throw new IllegalArgumentException(
                    "filter: got \"" + filter + "\", expected > or a key, as this codec allows");
        }
        return hasWildcard ? filter : encode(filter);
    }

    /** This one first, then the other on what it made; decoded in reverse order. */
    default KeyCodec andThen(KeyCodec next) {
        KeyCodec first = this;
        return new KeyCodec() {
            @Override
            public String encode(String key) {
                return next.encode(first.encode(key));
            }

            @Override
            public String decode(String encoded) {
                return first.decode(next.decode(encoded));
            }

            @Override
            public String encodeFilter(String filter) {
                return next.encodeFilter(first.encodeFilter(filter));
            }
        };
    }
}
