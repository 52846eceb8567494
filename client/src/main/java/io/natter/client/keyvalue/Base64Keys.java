package io.natter.client.keyvalue;

import io.natter.protocol.subject.Subjects;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Keys in base64 for URLs (ADR-54). Immutable. */
enum Base64Keys implements KeyCodec {
    /** Token by token. */
    BY_TOKEN {
        @Override
        public String encode(String key) {
            return eachToken(key, Base64Keys::encoded);
        }

        @Override
        public String decode(String encoded) {
            return eachToken(encoded, Base64Keys::decoded);
        }

        @Override
        public String encodeFilter(String filter) {
            return eachToken(filter, token -> token.equals("*") || token.equals(">") ? token : encoded(token));
        }
    },

    /** As one token. */
    WHOLE {
        @Override
        public String encode(String key) {
            return encoded(key);
        }

        @Override
        public String decode(String encoded) {
            return decoded(encoded);
        }
    };

    private static String eachToken(String key, UnaryOperator<String> change) {
        return Subjects.tokens(key).stream().map(change).collect(Collectors.joining("."));
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
