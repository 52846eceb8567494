package io.natter.server.jetstream.rules;

import static io.natter.server.jetstream.rules.ConsumerRules.refuse;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ConsumerConfig;
import java.time.Duration;

/**
 * How a consumer may be acknowledged (D142-D146).
 *
 * <p>Immutable.
 */
final class AckRules {
    private AckRules() {}

    static void check(ConsumerConfig config) {
        refuse(config.backoff().stream().anyMatch(Duration::isNegative), ApiErrorCode.CONSUMER_BACK_OFF_NEGATIVE);
        refuse(config.ackWait().isNegative(), ApiErrorCode.CONSUMER_ACK_WAIT_NEGATIVE);
        if (config.ackPolicy() == AckPolicy.FLOW_CONTROL) {
            checkFlowControl(config);
        }
        int steps = config.backoff().size();
        refuse(
                steps > 0 && config.maxDeliver() != -1 && steps > config.maxDeliver(),
                ApiErrorCode.CONSUMER_MAX_DELIVER_BACKOFF);
    }

    /** Checks the share of acknowledgements that are reported: a number, perhaps with a percent sign. */
    static void checkSampling(ConsumerConfig config) {
        String text = config.sampleFrequency();
        if (text.isEmpty()) {
            return;
        }
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        boolean isNegative;
        try {
            isNegative = Long.parseLong(number) < 0;
        } catch (NumberFormatException notANumber) {
            String reason = number.matches("[+-]?\\d+") ? "value out of range" : "invalid syntax";
            throw new RefusedException(
                    ApiErrorCode.CONSUMER_INVALID_SAMPLING,
                    "strconv.Atoi: parsing " + AssetTexts.quoted(number) + ": " + reason);
        }
        if (isNegative) {
            throw new RefusedException(ApiErrorCode.CONSUMER_INVALID_SAMPLING, "<nil>");
        }
    }

    private static void checkFlowControl(ConsumerConfig config) {
        refuse(config.deliverSubject().isEmpty(), ApiErrorCode.CONSUMER_ACK_FLOW_CONTROL_REQUIRES_PUSH);
        refuse(!config.flowControl(), ApiErrorCode.CONSUMER_ACK_FLOW_CONTROL_REQUIRES_FLOW_CONTROL);
        if (!config.idleHeartbeat().equals(ConsumerDefaults.FLOW_CONTROL_HEARTBEAT)) {
            throw RefusedException.invalidConfig("flow control ack policy heartbeat needs to be 1s");
        }
        refuse(config.maxAckPending() <= 0, ApiErrorCode.CONSUMER_ACK_FLOW_CONTROL_REQUIRES_MAX_ACK_PENDING);
        boolean waits = !config.ackWait().isZero() || !config.backoff().isEmpty();
        refuse(waits, ApiErrorCode.CONSUMER_ACK_FLOW_CONTROL_REQUIRES_NO_ACK_WAIT);
        refuse(config.maxDeliver() > 0, ApiErrorCode.CONSUMER_ACK_FLOW_CONTROL_REQUIRES_NO_MAX_DELIVER);
    }
}
