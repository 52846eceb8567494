package io.natter.client.group;

import io.natter.protocol.json.JsonException;
import java.util.List;

/** Small numbers in lists, as JSON has them. Pure functions. */
final class Numbers {
    private Numbers() {}

    static List<Integer> narrow(List<Long> numbers) {
        return numbers.stream().map(Numbers::narrow).toList();
    }

    static int narrow(long number) {
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new JsonException(
                    "number: got " + Long.toUnsignedString(number) + ", expected at most " + Integer.MAX_VALUE);
        }
        return (int) number;
    }

    static List<Long> wide(List<Integer> numbers) {
        return numbers.stream().map(Integer::longValue).toList();
    }
}
