package io.natter.server.tls;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A distinguished name: a row of relative names, each a set of attributes (RFC 4514). Immutable.
 *
 * @param relativeNames the most specific first, as it is written
 */
record DistinguishedName(List<RelativeName> relativeNames) {
    private static final String ESCAPABLE = " \"#+,;<=>\\";

    DistinguishedName {
        relativeNames = List.copyOf(relativeNames);
    }

    /**
     * One relative name; the order of its attributes does not matter. Immutable.
     *
     * @param attributes at least one
     */
    record RelativeName(List<Attribute> attributes) {
        RelativeName {
            attributes = List.copyOf(attributes);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RelativeName name
                    && attributes.size() == name.attributes.size()
                    && new HashSet<>(attributes).equals(new HashSet<>(name.attributes));
        }

        @Override
        public int hashCode() {
            return new HashSet<>(attributes).hashCode();
        }
    }

    /**
     * One attribute. Immutable.
     *
     * @param type upper-case short name, such as {@code CN}
     * @param value compared letter by letter
     */
    record Attribute(String type, String value) {
        Attribute {
            type = type.toUpperCase(Locale.ROOT);
        }
    }

    /**
     * Reads a name as people write it: {@code CN=www,OU=a+OU=b,DC=example}.
     *
     * @return empty when the text is no distinguished name; never for an empty text
     */
    static Optional<DistinguishedName> parse(String text) {
        var parser = new Parser(text.getBytes(StandardCharsets.UTF_8));
        return parser.parse() ? Optional.of(new DistinguishedName(parser.names)) : Optional.empty();
    }

    /** Whether both have the same relative names, in whatever order (B122). */
    boolean hasSameNamesAs(DistinguishedName other) {
        if (relativeNames.size() != other.relativeNames.size()) {
            return false;
        }
        var rest = new ArrayList<>(other.relativeNames);
        for (RelativeName name : relativeNames) {
            if (!rest.remove(name)) {
                return false;
            }
        }
        return true;
    }

    /** Reads one text, once. Confined to its caller. */
    private static final class Parser {
        private final byte[] text;
        private int at;

        private final List<RelativeName> names = new ArrayList<>();

        Parser(byte[] text) {
            this.text = text;
        }

        /** Whether the whole text was a name. */
        boolean parse() {
            do {
                var attributes = new ArrayList<Attribute>();
                do {
                    Optional<Attribute> attribute = attribute();
                    if (attribute.isEmpty()) {
                        return false;
                    }
                    attributes.add(attribute.get());
                } while (skip('+'));
                names.add(new RelativeName(attributes));
            } while (skip(','));
            return at == text.length;
        }

        private Optional<Attribute> attribute() {
            Optional<String> type = word("=,+");
            if (type.isEmpty() || type.get().isEmpty() || !skip('=')) {
                return Optional.empty();
            }
            if (at < text.length && text[at] == '#') {
                return Optional.empty(); // a value in BER: nats-server refuses these too
            }
            return word(",+").map(value -> new Attribute(type.get(), value));
        }

        /** Text up to one of {@code ends}, without escapes and without the blanks around it; empty when an escape is bad. */
        private Optional<String> word(String ends) {
            var word = new ByteArrayOutputStream();
            int solidBytes = 0; // as much of the word as trimming must keep
            while (at < text.length && ends.indexOf(text[at]) < 0) {
                byte octet = text[at++];
                if (octet == '\\') {
                    int escaped = escaped();
                    if (escaped < 0) {
                        return Optional.empty();
                    }
                    word.write(escaped);
                    solidBytes = word.size();
                } else if (octet != ' ') {
                    word.write(octet);
                    solidBytes = word.size();
                } else if (word.size() > 0) {
                    word.write(octet);
                }
            }
            return Optional.of(new String(word.toByteArray(), 0, solidBytes, StandardCharsets.UTF_8));
        }

        private int escaped() {
            if (at < text.length && ESCAPABLE.indexOf(text[at]) >= 0) {
                return text[at++];
            }
            if (text.length - at < 2) {
                return -1;
            }
            int high = Character.digit(text[at], 16);
            int low = Character.digit(text[at + 1], 16);
            at += 2;
            return high < 0 || low < 0 ? -1 : high << 4 | low;
        }

        private boolean skip(char wanted) {
            boolean isThere = at < text.length && text[at] == wanted;
            if (isThere) {
                at++;
            }
            return isThere;
        }
    }
}
