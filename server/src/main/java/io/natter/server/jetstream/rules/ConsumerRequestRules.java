package io.natter.server.jetstream.rules;

import static io.natter.server.jetstream.rules.ConsumerRules.refuse;

import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ApiSubject;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerCreateRequest;

/**
 * How the subject of a request to make a consumer and its body belong together (D32, D33).
 *
 * <p>Immutable.
 *
 * <pre>
 *  CONSUMER.CREATE.stream                    ephemeral
 *  CONSUMER.CREATE.stream.consumer           either kind
 *  CONSUMER.CREATE.stream.consumer.filter    either kind, with one filter
 *  CONSUMER.DURABLE.CREATE.stream.consumer   durable
 * </pre>
 */
public final class ConsumerRequestRules {
    private ConsumerRequestRules() {}

    /**
     * The configuration that is asked for, with the name from the subject.
     *
     * @throws RefusedException if subject and body contradict each other
     */
    public static ConsumerConfig requested(ApiSubject subject, ConsumerCreateRequest request) {
        ConsumerConfig config = request.config();
        boolean isOldEphemeral = isOldEphemeral(subject);
        String name = isOldEphemeral ? config.name() : subject.consumer();
        refuse(!subject.stream().equals(request.streamName()), ApiErrorCode.STREAM_MISMATCH);
        refuse(name.indexOf('/') >= 0 || name.indexOf('\\') >= 0, ApiErrorCode.CONSUMER_NAME_CONTAINS_PATH_SEPARATORS);
        String durable = config.durableName();
        if (isOldEphemeral) {
            refuse(!durable.isEmpty(), ApiErrorCode.CONSUMER_EPHEMERAL_WITH_DURABLE_NAME);
        } else {
            boolean mustBeDurable = subject.call() == ApiCall.CONSUMER_DURABLE_CREATE;
            refuse(mustBeDurable && durable.isEmpty(), ApiErrorCode.CONSUMER_DURABLE_NAME_NOT_SET);
            refuse(!durable.isEmpty() && !name.equals(durable), ApiErrorCode.CONSUMER_DURABLE_NAME_NOT_MATCH_SUBJECT);
            config = config.toBuilder().name(name).build();
        }
        checkFilter(subject.subject(), config);
        refuse(config.replicas() > 1, ApiErrorCode.STREAM_REPLICAS_NOT_SUPPORTED);
        return config;
    }

    private static boolean isOldEphemeral(ApiSubject subject) {
        return subject.consumer().isEmpty();
    }

    private static void checkFilter(String filter, ConsumerConfig config) {
        if (!filter.isEmpty()) {
            refuse(!config.filterSubjects().isEmpty(), ApiErrorCode.CONSUMER_MULTIPLE_FILTERS_NOT_ALLOWED);
            refuse(!filter.equals(config.filterSubject()), ApiErrorCode.CONSUMER_CREATE_FILTER_SUBJECT_MISMATCH);
        }
    }
}
