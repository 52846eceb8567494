package io.natter.server.jetstream.stream;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of six fields that says when something happens: seconds, minutes, hours, days of the month, months, days of the week.
 *
 * <p>Immutable. Each field is a list of {@code n}, {@code n-m}, {@code *} or {@code ?}, each of them with {@code /step}; months and days of the
 * week may be named by three letters. When both kinds of days are restricted, either suffices.
 */
final class Cron {
    private static final int FIELD_COUNT = 6;
    private static final int YEARS_MAX = 5;
    private static final long STAR = 1L << 63;
    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");

    /** What stands in one field. Immutable. */
    private record Field(int min, int max, List<String> names) {}

    private static final List<Field> FIELDS = List.of(
            new Field(0, 59, List.of()),
            new Field(0, 59, List.of()),
            new Field(0, 23, List.of()),
            new Field(1, 31, List.of()),
            new Field(1, 12, MONTHS),
            new Field(0, 6, DAYS));

    private static final ZonedDateTime SOME_TIME = ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final long[] bits;

    private Cron(long[] bits) {
        this.bits = bits;
    }

    /** The pattern a text stands for, or null when it is none. */
    static @Nullable Cron parse(String text) {
        String[] parts = text.trim().split("\\s+", -1);
        if (parts.length != FIELD_COUNT) {
            return null;
        }
        long[] bits = new long[FIELD_COUNT];
        for (int i = 0; i < FIELD_COUNT; i++) {
            bits[i] = field(parts[i], FIELDS.get(i));
            if ((bits[i] & ~STAR) == 0) {
                return null;
            }
        }
        var cron = new Cron(bits);
        return cron.next(SOME_TIME) == null ? null : cron; // the 31st of February never comes
    }

    // 0 for what cannot be read.
    private static long field(String text, Field field) {
        long bits = 0;
        for (String part : text.split(",", -1)) {
            if (!part.isEmpty()) {
                long range = range(part, field);
                if (range == 0) {
                    return 0;
                }
                bits |= range;
            }
        }
        return bits;
    }

    private static long range(String text, Field field) {
        String[] rangeAndStep = text.split("/", -1);
        String[] ends = rangeAndStep[0].split("-", -1);
        if (rangeAndStep.length > 2 || ends.length > 2) {
            return 0;
        }
        boolean isStar = ends[0].equals("*") || ends[0].equals("?");
        int start = isStar ? field.min : number(ends[0], field);
        int end = isStar ? field.max : ends.length == 2 ? number(ends[1], field) : start;
        int step = 1;
        if (rangeAndStep.length == 2) {
            step = number(rangeAndStep[1], FIELDS.get(0));
            end = ends.length == 1 ? field.max : end;
        }
        if (start < field.min || end > field.max || start > end || step < 1) {
            return 0;
        }
        long bits = isStar && step == 1 ? STAR : 0;
        for (int i = start; i <= end; i += step) {
            bits |= 1L << i;
        }
        return bits;
    }

    private static int number(String text, Field field) {
        int named = field.names.indexOf(text.toLowerCase(Locale.ROOT));
        if (named >= 0) {
            return named + field.min;
        }
        boolean isNumber = !text.isEmpty() && text.length() <= 4 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? Integer.parseInt(text) : -1;
    }

    /** The first time after {@code after} that it names, in the zone of {@code after}; null when that is more than five years away. */
    @Nullable
    ZonedDateTime next(ZonedDateTime after) {
        ZonedDateTime time = after.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        int yearMax = time.getYear() + YEARS_MAX;
        while (time.getYear() <= yearMax) {
            if (!has(4, time.getMonthValue())) {
                time = time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
            } else if (!isDay(time)) {
                time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!has(2, time.getHour())) {
                time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!has(1, time.getMinute())) {
                time = time.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
            } else if (!has(0, time.getSecond())) {
                time = time.plusSeconds(1);
            } else {
                return time;
            }
        }
        return null;
    }

    private boolean has(int field, int value) {
        return (bits[field] & 1L << value) != 0;
    }

    private boolean isDay(ZonedDateTime time) {
        boolean isOfMonth = has(3, time.getDayOfMonth());
        boolean isOfWeek = has(5, time.getDayOfWeek().getValue() % 7);
        boolean isEither = (bits[3] & STAR) == 0 && (bits[5] & STAR) == 0;
        return isEither ? isOfMonth || isOfWeek : isOfMonth && isOfWeek;
    }
}
