package io.natter.bench.load;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Publishers that send as fast as they may and receivers that count.
 *
 * <p>Immutable.
 *
 * @param publishers connections that publish
 * @param subjects what each publisher publishes to, in turn
 * @param payloadBytes size of each payload
 * @param interests what each receiving connection subscribes to; empty for publish only
 * @param spread who gets a message
 */
public record Traffic(int publishers, SubjectSet subjects, int payloadBytes, List<Interest> interests, Spread spread) {
    /** Who gets a message. */
    public enum Spread {
        /** Every receiving connection, once. */
        EACH,
        /** One of the receiving connections. */
        ONE
    }

    /**
     * The subscriptions of one connection.
     *
     * @param filters one subscription each
     * @param queue the queue group of all of them, or null
     */
    public record Interest(SubjectSet filters, @Nullable String queue) {}

    /** Returns the shape of a delivery to this receiver. */
    FrameShape shape(Interest interest) {
        return FrameShape.of(subjects.at(0).length(), sid(interest, 0).length(), payloadBytes);
    }

    /** Returns the sid of a receiver's subscription; all have one width. */
    static String sid(Interest interest, int number) {
        int count = interest.filters().count();
        return count == 1
                ? "1"
                : "1" + SubjectSet.padded(number, Integer.toString(count - 1).length());
    }
}
