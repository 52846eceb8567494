package io.natter.protocol.subject;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Subjects that match a source, rewritten by a destination (C115-C117).
 *
 * <p>Immutable. The destination is a subject whose tokens may be {@code $n}, {@code {{wildcard(n)}}} or another of
 * the mapping functions; a {@code >} at the end of both carries the rest over. Positions and lengths in functions are
 * those of bytes.
 *
 * <pre>
 *   source        destination                            orders.eu.17  becomes
 *   orders.*.*    {{wildcard(2)}}.{{partition(3,1)}}.$1                17.0.eu
 *   orders.&gt;      audit.orders.&gt;                                       audit.orders.eu.17
 * </pre>
 */
public final class SubjectTransform {
    private static final String REST = ">";
    private static final String ANY = "*";
    private static final String BLANKS = "\t\n\f\r ";

    // All three hold one byte a character, see Piece.
    private final List<String> sourceTokens;
    private final List<String> destinationTokens;
    private final List<Piece> pieces; // without the ">" at the end

    private final String source;
    private final String destination;
    private final byte[] sourceBytes;
    private final boolean isOpen; // both end with ">"

    private SubjectTransform(String source, String destination, boolean isStrict) {
        this.source = source.isEmpty() ? REST : source;
        this.destination = destination;
        this.sourceBytes = this.source.getBytes(UTF_8);
        this.sourceTokens = checkedTokens(this.source);
        this.destinationTokens = checkedTokens(destination);
        this.isOpen = last(sourceTokens).equals(REST);
        if (isOpen != last(destinationTokens).equals(REST) || destinationTokens.contains(ANY)) {
            throw TransformException.badSubject();
        }
        List<Placeholder> placeholders = parsePlaceholders(isStrict);
        this.pieces = placeholders.stream().map(this::resolve).toList();
    }

    /**
     * A transform with all functions.
     *
     * @param source filter of subjects to rewrite; empty stands for {@code >}
     * @throws TransformException with nats-server's text
     */
    public static SubjectTransform of(String source, String destination) {
        return new SubjectTransform(source, destination, false);
    }

    /**
     * A transform for imports: wildcards only, and every wildcard of the source used, so that there is a way back.
     *
     * @throws TransformException with nats-server's text
     */
    public static SubjectTransform strict(String source, String destination) {
        return new SubjectTransform(source, destination, true);
    }

    /**
     * A transform for the {@code mappings} of an account, where blanks are refused as well.
     *
     * @throws TransformException with nats-server's text
     */
    public static SubjectTransform mapping(String source, String destination) {
        checkMapping(destination);
        return of(source, destination);
    }

    /** A filter with each {@code *} replaced by its number: {@code a.*.*} becomes {@code a.$1.$2}. */
    public static String numbered(String filter) {
        int number = 0;
        List<String> tokens = Subjects.tokens(filter);
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).equals(ANY)) {
                number++;
                tokens.set(i, "$" + number);
            }
        }
        return String.join(".", tokens);
    }

    /** The source; {@code >} when none was given. */
    public String source() {
        return source;
    }

    /** The destination as it was written. */
    public String destination() {
        return destination;
    }

    /** The rewritten subject, or null when it is no valid literal subject or the source does not match it. */
    public @Nullable String apply(String subject) {
        byte[] bytes = subject.getBytes(UTF_8);
        byte[] result = apply(bytes, 0, bytes.length, ThreadLocalRandom.current()::nextInt);
        return result == null ? null : new String(result, UTF_8);
    }

    /**
     * The rewritten subject, or null when it is no valid literal subject or the source does not match it.
     *
     * @param random given a bound, a number from 0 to below it
     */
    public byte @Nullable [] apply(byte[] bytes, int from, int length, IntUnaryOperator random) {
        if (!Subjects.isTokenwiseLiteral(bytes, from, length)
                || !Subjects.matches(bytes, from, length, sourceBytes, 0, sourceBytes.length)) {
            return null;
        }
        List<String> tokens = Subjects.tokens(new String(bytes, from, length, ISO_8859_1));
        StringBuilder out = new StringBuilder(length + destination.length());
        for (int i = 0; i < pieces.size(); i++) {
            out.append(i == 0 ? "" : ".");
            pieces.get(i).appendTo(out, tokens, random);
        }
        for (int i = sourceTokens.size() - 1; isOpen && i < tokens.size(); i++) {
            out.append(pieces.isEmpty() && i == sourceTokens.size() - 1 ? "" : ".")
                    .append(tokens.get(i));
        }
        return out.toString().getBytes(ISO_8859_1);
    }

    /**
     * The way back, for a transform made with {@link #strict}; null when there is none, because a wildcard is used
     * twice.
     */
    public @Nullable SubjectTransform inverse() {
        List<String> newSource = new ArrayList<>();
        List<Integer> placedWildcards = new ArrayList<>(); // by source number, in the destination's order
        for (String token : destinationTokens) {
            Placeholder placeholder = Placeholder.parse(token);
            boolean isWildcard = placeholder.function() == Placeholder.Function.WILDCARD;
            newSource.add(isWildcard ? ANY : token);
            if (isWildcard) {
                placedWildcards.add(placeholder.wildcards().get(0));
            }
        }
        List<String> newDestination = new ArrayList<>();
        int number = 0;
        for (String token : sourceTokens) {
            if (token.equals(ANY)) {
                number++;
                newDestination.add("$" + (placedWildcards.indexOf(number) + 1));
            } else {
                newDestination.add(token);
            }
        }
        return number == placedWildcards.size() ? strict(text(newSource), text(newDestination)) : null;
    }

    @Override
    public String toString() {
        return source + " -> " + destination;
    }

    private static void checkMapping(String destination) {
        List<String> tokens = Subjects.tokens(destination);
        for (int i = 0; i < tokens.size(); i++) {
            String token = tokens.get(i);
            if (token.isEmpty() || (i > 0 && tokens.get(i - 1).equals(REST))) {
                throw TransformException.invalidTransform(token);
            }
            if (Placeholder.isCall(token)) {
                if (Placeholder.called(token) == null) {
                    throw TransformException.unknownFunction(token);
                }
            } else if (token.chars().anyMatch(c -> BLANKS.indexOf(c) >= 0)) {
                throw TransformException.invalidTransform("");
            }
        }
    }

    private List<Placeholder> parsePlaceholders(boolean isStrict) {
        int wildcards = (int) sourceTokens.stream().filter(ANY::equals).count();
        boolean hasWildcards = wildcards > 0 || isOpen;
        List<Placeholder> placeholders = new ArrayList<>();
        int used = 0;
        for (String token : isOpen ? destinationTokens.subList(0, destinationTokens.size() - 1) : destinationTokens) {
            Placeholder placeholder = Placeholder.parse(token);
            Placeholder.Function function = placeholder.function();
            if (isStrict
                    && hasWildcards
                    && function != Placeholder.Function.TEXT
                    && function != Placeholder.Function.WILDCARD) {
                throw TransformException.notForImports(token);
            }
            placeholders.add(hasWildcards ? placeholder : withoutWildcards(placeholder, token));
            for (int index : placeholders.get(placeholders.size() - 1).wildcards()) {
                if (index > wildcards) {
                    throw TransformException.indexOutOfRange(token + ": [" + index + "]");
                }
                used++;
            }
        }
        if (isStrict && used < wildcards) {
            throw TransformException.notAllWildcards(destination);
        }
        return placeholders;
    }

    /** Where the source has no wildcards only the whole subject can be hashed, whatever tokens were asked for. */
    private static Placeholder withoutWildcards(Placeholder placeholder, String token) {
        return switch (placeholder.function()) {
            case TEXT, RANDOM -> placeholder;
            case PARTITION -> new Placeholder(placeholder.function(), List.of(), placeholder.number(), "");
            default -> throw TransformException.indexOutOfRange(token);
        };
    }

    private Piece resolve(Placeholder placeholder) {
        List<Integer> tokens =
                placeholder.wildcards().stream().map(this::tokenOfWildcard).toList();
        int first = tokens.isEmpty() ? 0 : tokens.get(0);
        int number = placeholder.number();
        return switch (placeholder.function()) {
            case TEXT -> new Piece.Text(placeholder.text());
            case WILDCARD -> new Piece.Wildcard(first);
            case PARTITION -> new Piece.Partition(number, tokens);
            case RANDOM -> new Piece.Random(number);
            case SPLIT -> new Piece.Split(first, placeholder.text());
            case SPLIT_FROM_LEFT -> new Piece.SplitAt(first, number, false);
            case SPLIT_FROM_RIGHT -> new Piece.SplitAt(first, number, true);
            case SLICE_FROM_LEFT -> new Piece.Slice(first, number, false);
            case SLICE_FROM_RIGHT -> new Piece.Slice(first, number, true);
            case LEFT -> new Piece.End(first, number, false);
            case RIGHT -> new Piece.End(first, number, true);
        };
    }

    /** Wildcards count from 1; what is below stands for the first token of the subject, as in nats-server. */
    private int tokenOfWildcard(int number) {
        int seen = 0;
        for (int i = 0; i < sourceTokens.size(); i++) {
            if (sourceTokens.get(i).equals(ANY)) {
                seen++;
                if (seen == number) {
                    return i;
                }
            }
        }
        return 0;
    }

    private static List<String> checkedTokens(String subject) {
        List<String> tokens = Subjects.tokens(new String(subject.getBytes(UTF_8), ISO_8859_1));
        int rest = tokens.indexOf(REST);
        if (tokens.contains("") || (rest >= 0 && rest < tokens.size() - 1)) {
            throw TransformException.badSubject();
        }
        return tokens;
    }

    private static String last(List<String> tokens) {
        return tokens.get(tokens.size() - 1);
    }

    private static String text(List<String> tokens) {
        return new String(String.join(".", tokens).getBytes(ISO_8859_1), UTF_8);
    }
}
