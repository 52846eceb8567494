package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ConsumerConfig;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What of a consumer may change (D140).
 *
 * <p>Immutable.
 */
public final class ConsumerUpdateRules {
    private ConsumerUpdateRules() {}

    /**
     * Checks a change.
     *
     * @param config what {@link ConsumerRules#checked} returned
     * @param hasInterest whether anybody wants what goes to a subject
     * @throws RefusedException if it cannot be
     */
    public static void check(ConsumerConfig old, ConsumerConfig config, Predicate<String> hasInterest) {
        if (old.equals(config)) {
            return;
        }
        refuse(old.deliverPolicy() != config.deliverPolicy(), "deliver policy");
        refuse(old.memoryStorage() != config.memoryStorage(), "storage type");
        refuse(old.direct() != config.direct(), "direct");
        refuse(old.sourcing() != config.sourcing(), "sourcing");
        refuse(old.startSequence() != config.startSequence(), "start sequence");
        refuse(!Objects.equals(old.startTime(), config.startTime()), "start time");
        refuse(old.ackPolicy() != config.ackPolicy(), "ack policy");
        refuse(old.replayPolicy() != config.replayPolicy(), "replay policy");
        refuse(!old.idleHeartbeat().equals(config.idleHeartbeat()), "heart beats");
        refuse(old.flowControl() != config.flowControl(), "flow control");
        checkDeliverSubject(old.deliverSubject(), config.deliverSubject(), hasInterest);
        refuse(old.maxWaiting() != config.maxWaiting(), "max waiting");
    }

    private static void checkDeliverSubject(String old, String requested, Predicate<String> hasInterest) {
        if (old.equals(requested)) {
            return;
        }
        if (old.isEmpty()) {
            throw failed("can not update pull consumer to push based");
        }
        if (requested.isEmpty()) {
            throw failed("can not update push consumer to pull based");
        }
        if (hasInterest.test(old)) {
            throw new RefusedException(ApiErrorCode.CONSUMER_NAME_EXISTS);
        }
    }

    private static void refuse(boolean isRefused, String what) {
        if (isRefused) {
            throw failed(what + " can not be updated");
        }
    }

    private static RefusedException failed(String text) {
        return new RefusedException(ApiErrorCode.CONSUMER_CREATE, text);
    }
}
