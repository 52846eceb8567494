package io.natter.server.jetstream.rules;

import static io.natter.server.jetstream.rules.ConsumerRules.refuse;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ConsumerAction;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.DeliverPolicy;
import io.natter.protocol.jetstream.RetentionPolicy;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a consumer has a place beside the others of its stream (D62, D63, D140).
 *
 * <p>Immutable.
 */
public final class ConsumerPlaceRules {
    private static final int DEFAULT_MOST = 1000; // where neither stream nor account nor server says

    private ConsumerPlaceRules() {}

    /**
     * The consumers of a stream.
     *
     * @param limitableCount how many count against limits: all but the server's own
     * @param overlaps finds those a filter is shared with
     */
    public record Others(long limitableCount, Overlaps overlaps) {
        /** All of these, looked at one by one. */
        public static Others of(Collection<ConsumerConfig> all) {
            return new Others(
                    all.stream().filter(each -> !isServersOwn(each)).count(),
                    filters -> all.stream()
                            .filter(each -> overlap(StartRules.filters(each), filters))
                            .toList());
        }

        private static boolean overlap(List<String> theirs, List<String> filters) {
            FilterSet own = FilterSet.of(filters);
            return theirs.isEmpty() || theirs.stream().anyMatch(own::overlaps);
        }
    }

    /** Finds consumers by their filters. As its owner says. */
    public interface Overlaps {
        /** The configurations with a filter that shares a subject with one of these, and those without filters. */
        Collection<ConsumerConfig> with(List<String> filters);
    }

    /**
     * Checks a consumer that is to be made, or to replace the configuration of one that is there.
     *
     * @param config what {@link ConsumerRules#checked} returned, with the level it needs in its metadata
     * @param existing the consumer of its name, or null
     * @param others all consumers of the stream
     * @throws RefusedException if it cannot be there
     */
    public static void check(
            ConsumerConfig config,
            ConsumerAction action,
            @Nullable ConsumerConfig existing,
            Others others,
            ConsumerContext context) {
        if (existing != null) {
            boolean isSame = ApiLevel.withLevelOf(config, existing).equals(existing);
            refuse(action == ConsumerAction.CREATE && !isSame, ApiErrorCode.CONSUMER_ALREADY_EXISTS);
            boolean isWorkQueue = context.stream().retention() == RetentionPolicy.WORK_QUEUE;
            refuse(isWorkQueue && !isUnique(config, others), ApiErrorCode.CONSUMER_WORK_QUEUE_CONSUMER_NOT_UNIQUE);
            return;
        }
        refuse(action == ConsumerAction.UPDATE, ApiErrorCode.CONSUMER_DOES_NOT_EXISTS);
        long most = mostConsumers(context);
        refuse(most > 0 && others.limitableCount >= most, ApiErrorCode.MAXIMUM_CONSUMERS_LIMIT);
        checkWorkQueue(config, others, context);
        if (AssetTexts.bytes(config.durableName()) > AssetTexts.NAME_BYTES_MAX) {
            throw new RefusedException(ApiErrorCode.CONSUMER_NAME_TOO_LONG, AssetTexts.NAME_BYTES_MAX);
        }
    }

    private static long mostConsumers(ConsumerContext context) {
        long ofStream = context.stream().maxConsumers();
        long ofAccount = context.account().maxConsumers();
        boolean accountDecides = ofStream <= 0 || (ofAccount > 0 && ofAccount < ofStream);
        long most = accountDecides ? ofAccount : ofStream;
        if (most > 0) {
            return most;
        }
        int ofServer = context.server().defaultMaxConsumers();
        return ofServer == 0 ? DEFAULT_MOST : ofServer;
    }

    private static void checkWorkQueue(ConsumerConfig config, Others others, ConsumerContext context) {
        if (context.stream().retention() != RetentionPolicy.WORK_QUEUE || isServersOwn(config)) {
            return;
        }
        boolean isAcknowledged =
                config.ackPolicy() == AckPolicy.EXPLICIT || config.ackPolicy() == AckPolicy.FLOW_CONTROL;
        refuse(!isAcknowledged, ApiErrorCode.CONSUMER_WORK_QUEUE_REQUIRES_EXPLICIT_ACK);
        refuse(config.deliverPolicy() != DeliverPolicy.ALL, ApiErrorCode.CONSUMER_WORK_QUEUE_CONSUMER_NOT_DELIVER_ALL);
        if (others.limitableCount > 0) {
            refuse(StartRules.filters(config).isEmpty(), ApiErrorCode.CONSUMER_WORK_QUEUE_MULTIPLE_UNFILTERED);
            refuse(!isUnique(config, others), ApiErrorCode.CONSUMER_WORK_QUEUE_CONSUMER_NOT_UNIQUE);
        }
    }

    private static boolean isUnique(ConsumerConfig config, Others others) {
        List<String> filters = StartRules.filters(config);
        return filters.isEmpty()
                || others.overlaps.with(filters).stream().allMatch(each -> isServersOwn(each) || isSame(each, config));
    }

    // Those the server names are never the same.
    private static boolean isSame(ConsumerConfig other, ConsumerConfig config) {
        return !name(config).isEmpty() && name(other).equals(name(config));
    }

    private static String name(ConsumerConfig config) {
        return config.durableName().isEmpty() ? config.name() : config.durableName();
    }

    /** Whether it is one through which a stream of this server copies another: such count against no limit. */
    static boolean isServersOwn(ConsumerConfig config) {
        return config.direct() || config.sourcing();
    }
}
