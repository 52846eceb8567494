package io.natter.protocol.jetstream;

import io.natter.protocol.jetstream.ApiCall.Names;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The subjects of the API under one prefix: built from names, and read back (D1, D20-D47).
 *
 * <p>Immutable.
 *
 * <pre>
 *  $JS.API.                  the account itself
 *  $JS.&lt;domain&gt;.API.         a domain, seen from outside or inside
 *  anything.                 an import that leads to another account
 * </pre>
 */
public final class ApiSubjects {
    /** The API of the account itself. */
    public static final ApiSubjects DEFAULT = new ApiSubjects("$JS.API");

    private static final int CALL_TOKENS_MAX = 3;
    private static final Map<String, ApiCall> BY_TOKENS =
            Arrays.stream(ApiCall.values()).collect(Collectors.toUnmodifiableMap(ApiCall::tokens, Function.identity()));

    private final String prefix; // with its dot

    private ApiSubjects(String prefix) {
        this.prefix = prefix.endsWith(".") ? prefix : prefix + ".";
    }

    /** The API of a domain. */
    public static ApiSubjects ofDomain(String domain) {
        return new ApiSubjects("$JS." + domain + ".API");
    }

    /** The API behind a prefix, with or without a dot at its end. */
    public static ApiSubjects ofPrefix(String prefix) {
        return new ApiSubjects(prefix);
    }

    /** The prefix, with a dot at its end. */
    public String prefix() {
        return prefix;
    }

    /** The subject of a call without names. */
    public String of(ApiCall call) {
        return prefix + call.tokens();
    }

    /** The subject of a call to a stream. */
    public String of(ApiCall call, String stream) {
        return prefix + call.tokens() + '.' + stream;
    }

    /** The subject of a call to a consumer. */
    public String of(ApiCall call, String stream, String consumer) {
        return prefix + call.tokens() + '.' + stream + '.' + consumer;
    }

    /** The subject that creates a named consumer of one filter (D32). */
    public String consumerCreate(String stream, String consumer, String filter) {
        String subject = of(ApiCall.CONSUMER_CREATE, stream, consumer);
        return filter.isEmpty() ? subject : subject + '.' + filter;
    }

    /** The subject that returns the last message of a subject (D41). */
    public String directGet(String stream, String subject) {
        return of(ApiCall.DIRECT_GET, stream) + '.' + subject;
    }

    /** The call a subject stands for, or nothing where it is none, or its names are missing or too many. */
    public Optional<ApiSubject> parse(String subject) {
        if (!subject.startsWith(prefix)) {
            return Optional.empty();
        }
        String[] tokens = subject.substring(prefix.length()).split("\\.", -1);
        for (int count = Math.min(CALL_TOKENS_MAX, tokens.length); count > 0; count--) {
            ApiCall call = BY_TOKENS.get(join(tokens, 0, count));
            if (call != null) {
                return named(call, Arrays.copyOfRange(tokens, count, tokens.length));
            }
        }
        return Optional.empty();
    }

    private static Optional<ApiSubject> named(ApiCall call, String[] names) {
        if (!isAllowed(call.names(), names.length) || Arrays.asList(names).contains("")) {
            return Optional.empty();
        }
        String stream = names.length > 0 ? names[0] : "";
        if (call.names() == Names.STREAM_MAYBE_SUBJECT) {
            return Optional.of(new ApiSubject(call, stream, "", join(names, 1, names.length)));
        }
        String consumer = names.length > 1 ? names[1] : "";
        return Optional.of(new ApiSubject(call, stream, consumer, join(names, 2, names.length)));
    }

    private static boolean isAllowed(Names names, int count) {
        return switch (names) {
            case NONE -> count == 0;
            case STREAM -> count == 1;
            case STREAM_AND_CONSUMER -> count == 2;
            case STREAM_MAYBE_SUBJECT, STREAM_MAYBE_CONSUMER_AND_SUBJECT -> count >= 1;
        };
    }

    private static String join(String[] tokens, int from, int to) {
        return from >= to ? "" : String.join(".", Arrays.asList(tokens).subList(from, to));
    }
}
