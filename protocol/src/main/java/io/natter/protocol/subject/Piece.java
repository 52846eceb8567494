package io.natter.protocol.subject;

import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * What one token of a transform's destination turns into (C116). Immutable.
 *
 * <p>All text here holds one byte a character, so that positions, lengths and hashes are those of the bytes on the
 * wire. Token indexes count from 0 in the source subject.
 */
sealed interface Piece {
    /**
     * Appends what this piece makes of a subject.
     *
     * @param subject the tokens of the subject
     * @param random given a bound, a number from 0 to below it
     */
    void appendTo(StringBuilder out, List<String> subject, IntUnaryOperator random);

    /** Text as it stands. */
    record Text(String text) implements Piece {
        @Override
        public void appendTo(StringBuilder out, List<String> subject, IntUnaryOperator random) {
            out.append(text);
        }
    }

    /** A token of the subject. */
    record Wildcard(int token) implements Piece {
        @Override
        public void appendTo(StringBuilder out, List<String> subject, IntUnaryOperator random) {
            out.append(subject.get(token));
        }
    }

    /** The number of a bucket, by FNV-1a of the chosen tokens without dots, or of the whole subject when none is chosen. */
    record Partition(int buckets, List<Integer> tokens) implements Piece {
        private static final int FNV_OFFSET = 0x811c9dc5;
        private static final int FNV_PRIME = 0x01000193;

        @Override
        public void appendTo(StringBuilder out, List<String> subject, IntUnaryOperator random) {
            int hash = FNV_OFFSET;
            if (tokens.isEmpty()) {
                hash = fnv1a(hash, String.join(".", subject));
            }
            for (int token : tokens) {
                hash = fnv1a(hash, subject.get(token));
            }
            out.append(buckets == 0 ? 0 : Integer.remainderUnsigned(hash, buckets));
        }

        private static int fnv1a(int hash, String bytes) {
            int h = hash;
            for (int i = 0; i < bytes.length(); i++) {
                h = (h ^ bytes.charAt(i)) * FNV_PRIME;
            }
            return h;
        }
    }

    /** A random number below the bound; a negative bound counts as its magnitude. */
    record Random(int bound) implements Piece {
        @Override
        public void appendTo(StringBuilder out, List<String> subject, IntUnaryOperator random) {
            int magnitude = bound == Integer.MIN_VALUE ? Integer.MAX_VALUE : Math.abs(bound);
            out.append(magnitude == 0 ? 0 : random.applyAsInt(magnitude));
        }
    }

    /** A token cut once, so many bytes from the left or right; whole when that is not inside it. */
    record SplitAt(int token, int bytes, boolean isFromRight) implements Piece {
        @Override
        public void appendTo(StringBuilder out, List<String> subject, IntUnaryOperator random) {
            String source = subject.get(token);
            if (bytes <= 0 || bytes >= source.length()) {
                out.append(source);
                return;
            }
            int cut = isFromRight ? source.length() - bytes : bytes;
            out.append(source, 0, cut).append('.').append(source, cut, source.length());
        }
    }

    /** A token cut into slices of so many bytes, the odd slice last, or first when cut from the right. */
    record Slice(int token, int bytes, boolean isFromRight) implements Piece {
        @Override
        public void appendTo(StringBuilder out, List<String> subject, IntUnaryOperator random) {
            String source = subject.get(token);
            if (bytes <= 0 || bytes >= source.length()) {
                out.append(source);
                return;
            }
            int odd = source.length() % bytes;
            int stop = isFromRight && odd > 0 ? odd : bytes;
            int start = 0;
            while (start < source.length()) {
                out.append(start == 0 ? "" : ".").append(source, start, stop);
                start = stop;
                stop = Math.min(source.length(), stop + bytes);
            }
        }
    }

    /** A token cut at each delimiter; what is empty between two delimiters vanishes. */
    record Split(int token, String delimiter) implements Piece {
        @Override
        public void appendTo(StringBuilder out, List<String> subject, IntUnaryOperator random) {
            List<String> parts = Split.split(subject.get(token), delimiter);
            for (int i = 0; i < parts.size(); i++) {
                out.append(parts.get(i));
                boolean isMore = i < parts.size() - 1 && !parts.get(i + 1).isEmpty();
                if (isMore && !(i == 0 && parts.get(i).isEmpty())) {
                    out.append('.');
                }
            }
        }

        private static List<String> split(String source, String delimiter) {
            // An empty delimiter cuts between characters, that is, before every byte that begins one in UTF-8.
            return delimiter.isEmpty()
                    ? List.of(source.split("(?=[^\\x80-\\xbf])", -1))
                    : List.of(source.split(java.util.regex.Pattern.quote(delimiter), -1));
        }
    }

    /** The first or last bytes of a token; the whole token when it is no longer than that. */
    record End(int token, int bytes, boolean isRight) implements Piece {
        @Override
        public void appendTo(StringBuilder out, List<String> subject, IntUnaryOperator random) {
            String source = subject.get(token);
            if (bytes <= 0 || bytes >= source.length()) {
                out.append(source);
            } else if (isRight) {
                out.append(source, source.length() - bytes, source.length());
            } else {
                out.append(source, 0, bytes);
            }
        }
    }
}
