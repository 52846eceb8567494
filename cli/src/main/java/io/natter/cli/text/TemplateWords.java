package io.natter.cli.text;

import io.natter.protocol.Nuid;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The words of templates, for one message after the other.
 *
 * <pre>
 *   Count, Cnt       number of the message        Time        now, as 3:04PM
 *   TimeStamp        now, RFC 3339                ID          a fresh id
 *   Unix, UnixNano   since 1970                   Request     payload of the request, in replies
 *   Random min max   letters and digits
 * </pre>
 *
 * <p><i>Confined to the thread that fills templates.</i>
 */
public final class TemplateWords {
    static final Set<String> NAMES =
            Set.of("Count", "Cnt", "TimeStamp", "Time", "Unix", "UnixNano", "ID", "Request", "Random");

    private static final int RANDOM_MAX = 64 << 20;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssXXX", Locale.ROOT);
    private static final DateTimeFormatter KITCHEN = DateTimeFormatter.ofPattern("h:mma", Locale.US);

    private final Clock clock;
    private final RandomGenerator random;

    /** Words that take time and chance from these. */
    public TemplateWords(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** What fills the places of a template for message number {@code count}; {@code request} is empty where there is none. */
    public Function<List<String>, String> at(long count, String request) {
        ZonedDateTime now = ZonedDateTime.now(clock);
        return call -> switch (call.get(0)) {
            case "Count", "Cnt" -> Long.toString(count);
            case "TimeStamp" -> STAMP.format(now);
            case "Time" -> KITCHEN.format(now);
            case "Unix" -> Long.toString(now.toEpochSecond());
            case "UnixNano" -> Long.toString(ChronoUnit.NANOS.between(java.time.Instant.EPOCH, now.toInstant()));
            case "ID" -> Nuid.next();
            case "Request" -> request;
            case "Random" -> random(Integer.parseInt(call.get(1)), Integer.parseInt(call.get(2)));
            default -> throw new IllegalStateException("template: " + call);
        };
    }

    static void checkArguments(List<String> call) {
        String name = call.get(0);
        int wanted = name.equals("Random") ? 2 : 0;
        if (call.size() - 1 != wanted) {
            throw new IllegalArgumentException(
                    "template: wrong number of args for " + name + ": want " + wanted + " got " + (call.size() - 1));
        }
        for (String number : call.subList(1, call.size())) {
            if (!number.matches("\\d{1,8}") || Integer.parseInt(number) > RANDOM_MAX) {
                throw new IllegalArgumentException("template: Random: got " + number + ", expected 0 to " + RANDOM_MAX);
            }
        }
    }

    private String random(int one, int other) {
        int shortest = Math.min(one, other);
        int length = shortest + random.nextInt(Math.abs(one - other) + 1);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
