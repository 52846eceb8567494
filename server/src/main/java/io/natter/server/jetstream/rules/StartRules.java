package io.natter.server.jetstream.rules;

import static io.natter.server.jetstream.rules.ConsumerRules.refuse;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.DeliverPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * What a consumer delivers, and where it starts (D141, D148).
 *
 * <p>Immutable.
 */
public final class StartRules {
    private StartRules() {}

    /** All filters of a consumer; none where it delivers everything. */
    public static List<String> filters(ConsumerConfig config) {
        if (config.filterSubject().isEmpty()) {
            return config.filterSubjects();
        }
        List<String> filters = new ArrayList<>(config.filterSubjects());
        filters.add(config.filterSubject());
        return List.copyOf(filters);
    }

    static void checkFilters(ConsumerConfig config) {
        boolean hasSingle = !config.filterSubject().isEmpty();
        refuse(hasSingle && !config.filterSubjects().isEmpty(), ApiErrorCode.CONSUMER_DUPLICATE_FILTER_SUBJECTS);
        if (hasSingle) {
            checkSubject(config.filterSubject());
        }
        refuse(config.filterSubjects().contains(""), ApiErrorCode.CONSUMER_EMPTY_FILTER);
        List<String> filters = filters(config);
        FilterSet all = FilterSet.of(filters);
        for (int i = 0; i < filters.size(); i++) {
            checkSubject(filters.get(i));
            refuse(all.isSubsetOfAnother(i), ApiErrorCode.CONSUMER_OVERLAPPING_SUBJECT_FILTERS);
        }
    }

    private static void checkSubject(String filter) {
        if (!FilterSet.isValid(filter)) {
            throw RefusedException.invalidConfig("invalid subject");
        }
    }

    static void checkStart(ConsumerConfig config) {
        DeliverPolicy policy = config.deliverPolicy();
        String name = policy.word().replace('_', ' ');
        switch (policy) {
            case BY_START_SEQUENCE -> {
                isSet(config.startSequence() != 0, name, "start sequence");
                isNotSet(config.startTime() != null, name, "time");
            }
            case BY_START_TIME -> {
                isSet(config.startTime() != null, name, "start time");
                isNotSet(config.startSequence() != 0, name, "start sequence");
            }
            case ALL, LAST, NEW, LAST_PER_SUBJECT, UNDEFINED -> {
                isNotSet(config.startSequence() != 0, name, "sequence");
                isNotSet(config.startTime() != null, name, "time");
                boolean isFiltered = !filters(config).isEmpty();
                isSet(isFiltered || policy != DeliverPolicy.LAST_PER_SUBJECT, name, "filter subject");
            }
        }
    }

    private static void isSet(boolean isSet, String policy, String what) {
        if (!isSet) {
            throw new RefusedException(
                    ApiErrorCode.CONSUMER_INVALID_POLICY,
                    "consumer delivery policy is deliver " + policy + ", but optional " + what + " is not set");
        }
    }

    private static void isNotSet(boolean isSet, String policy, String what) {
        if (isSet) {
            throw new RefusedException(
                    ApiErrorCode.CONSUMER_INVALID_POLICY,
                    "consumer delivery policy is deliver " + policy + ", but optional start " + what + " is also set");
        }
    }
}
