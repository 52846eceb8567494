package io.natter.cli.stream;

import io.natter.cli.text.HumanNumbers;
import io.natter.protocol.jetstream.ConsumerSource;
import io.natter.protocol.jetstream.ExternalStream;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import java.util.ArrayList;
import java.util.List;

/** Where messages come from and how their subjects change, in a few words. <i>Thread-safe:</i> pure functions. */
final class Rules {
    private Rules() {}

    static String text(SubjectTransformConfig transform) {
        return transform.destination().isEmpty()
                ? transform.source() + " untransformed"
                : transform.source() + " to " + transform.destination();
    }

    static String text(StreamSource source) {
        List<String> parts = new ArrayList<>(List.of(source.name()));
        if (source.startSequence() > 0) {
            parts.add("Start Seq: " + HumanNumbers.comma(source.startSequence()));
        }
        if (source.startTime() != null) {
            parts.add("Start Time: " + source.startTime());
        }
        ExternalStream external = source.external();
        if (external != null && !external.apiPrefix().isEmpty()) {
            parts.add("API Prefix: " + external.apiPrefix());
        }
        if (external != null && !external.deliverPrefix().isEmpty()) {
            parts.add("Delivery Prefix: " + external.deliverPrefix());
        }
        ConsumerSource consumer = source.consumer();
        if (consumer != null) {
            String subject = consumer.deliverSubject().isEmpty() ? "" : " (" + consumer.deliverSubject() + ")";
            parts.add("Consumer Name: " + consumer.name() + subject);
        }
        return String.join(", ", parts);
    }
}
