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
     * Checks a consumer that is to be made, or to replace the configuration of one that is there.
     *
     * @param config what {@link ConsumerRules#checked} returned, with the level it needs in its metadata
     * @param existing the consumer of its name, or null
     * @param consumers all consumers of the stream
     * @throws RefusedException if it cannot be there
     */
    public static void check(
            ConsumerConfig config,
            ConsumerAction action,
            @Nullable ConsumerConfig existing,
            Collection<ConsumerConfig> consumers,
            ConsumerContext context) {
        if (existing != null) {
            boolean isSame = ApiLevel.withLevelOf(config, existing).equals(existing);
            refuse(action == ConsumerAction.CREATE && !isSame, ApiErrorCode.CONSUMER_ALREADY_EXISTS);
            boolean isWorkQueue = context.stream().retention() == RetentionPolicy.WORK_QUEUE;
            refuse(isWorkQueue && !isUnique(config, consumers), ApiErrorCode.CONSUMER_WORK_QUEUE_CONSUMER_NOT_UNIQUE);
            return;
        }
        refuse(action == ConsumerAction.UPDATE, ApiErrorCode.CONSUMER_DOES_NOT_EXISTS);
        long limitable =
                consumers.stream().filter(other -> !isServersOwn(other)).count();
        long most = mostConsumers(context);
        refuse(most > 0 && limitable >= most, ApiErrorCode.MAXIMUM_CONSUMERS_LIMIT);
        checkWorkQueue(config, consumers, limitable, context);
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

    private static void checkWorkQueue(
            ConsumerConfig config, Collection<ConsumerConfig> consumers, long limitable, ConsumerContext context) {
        if (context.stream().retention() != RetentionPolicy.WORK_QUEUE || isServersOwn(config)) {
            return;
        }
        boolean isAcknowledged =
                config.ackPolicy() == AckPolicy.EXPLICIT || config.ackPolicy() == AckPolicy.FLOW_CONTROL;
        refuse(!isAcknowledged, ApiErrorCode.CONSUMER_WORK_QUEUE_REQUIRES_EXPLICIT_ACK);
        refuse(config.deliverPolicy() != DeliverPolicy.ALL, ApiErrorCode.CONSUMER_WORK_QUEUE_CONSUMER_NOT_DELIVER_ALL);
        if (limitable > 0) {
            refuse(StartRules.filters(config).isEmpty(), ApiErrorCode.CONSUMER_WORK_QUEUE_MULTIPLE_UNFILTERED);
            refuse(!isUnique(config, consumers), ApiErrorCode.CONSUMER_WORK_QUEUE_CONSUMER_NOT_UNIQUE);
        }
    }

    private static boolean isUnique(ConsumerConfig config, Collection<ConsumerConfig> consumers) {
        List<String> filters = StartRules.filters(config);
        FilterSet own = FilterSet.of(filters);
        return filters.isEmpty()
                || consumers.stream()
                        .filter(other -> !isServersOwn(other) && !isSame(other, config))
                        .map(StartRules::filters)
                        .noneMatch(others -> others.isEmpty() || others.stream().anyMatch(own::overlaps));
    }

    // Those the server names are never the same.
    private static boolean isSame(ConsumerConfig other, ConsumerConfig config) {
        return !name(config).isEmpty() && name(other).equals(name(config));
    }

    private static String name(ConsumerConfig config) {
        return config.durableName().isEmpty() ? config.name() : config.durableName();
    }

    private static boolean isServersOwn(ConsumerConfig config) {
        return config.direct() || config.sourcing();
    }
}
