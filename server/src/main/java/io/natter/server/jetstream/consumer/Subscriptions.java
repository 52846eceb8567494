package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ApiStatus;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.wire.Headers;
import io.natter.protocol.wire.HeadersException;
import io.natter.server.core.InternalHandler;
import io.natter.server.core.OutgoingMessage;
import io.natter.server.core.ReceivedMessage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The subjects one consumer listens on: acknowledgements in both forms, requests, and answers to flow control.
 *
 * <p>Confined to the stream's loop.
 */
final class Subscriptions {
    private static final int API_LEVEL = 5;
    private static final byte[] API_LEVEL_TOO_HIGH = StatusMessage.of(ApiStatus.REQUIRED_API_LEVEL);

    private final OwningStream stream;
    private final Consumer consumer;
    private final List<Registration> registrations = new ArrayList<>();

    Subscriptions(OwningStream stream, Consumer consumer) {
        this.stream = stream;
        this.consumer = consumer;
    }

    void open(ConsumerSettings settings) {
        String own = stream.config().name() + "." + consumer.name();
        String longForm = AckReply.domainToken(stream) + "." + stream.accountHash() + "." + own;
        if (settings.wantsAcks() && settings.ackPolicy() != AckPolicy.FLOW_CONTROL) {
            add("$JS.ACK." + own + ".*.*.*.*.*", consumer::onAcknowledgement);
            add("$JS.ACK." + longForm + ".*.*.*.*.>", consumer::onAcknowledgement);
        }
        add("$JS.API.CONSUMER.MSG.NEXT." + own, this::onRequest);
        if (!stream.domain().isEmpty()) {
            add("$JS." + stream.domain() + ".API.CONSUMER.MSG.NEXT." + own, this::onRequest);
        }
        if (settings.config().flowControl()) {
            add("$JS.FC." + own + ".*", this::onFlowAnswer);
            add("$JS.FC." + longForm + ".*", this::onFlowAnswer);
        }
    }

    private void add(String subject, InternalHandler handler) {
        registrations.add(stream.subscribe(subject, handler));
    }

    void close() {
        registrations.forEach(Registration::cancel);
        registrations.clear();
    }

    private void onRequest(ReceivedMessage message) {
        if (message.replyLength() == 0) {
            return;
        }
        byte[] reply = message.reply();
        String level = header(message, JetStreamHeaders.REQUIRED_API_LEVEL);
        if (level != null && number(level, Long.MAX_VALUE) > API_LEVEL) {
            stream.publish(new OutgoingMessage().to(reply).headers(API_LEVEL_TOO_HIGH, 0, API_LEVEL_TOO_HIGH.length));
        } else {
            consumer.onRequest(reply, message);
        }
    }

    private void onFlowAnswer(ReceivedMessage message) {
        consumer.onFlowAnswer(
                message.subject(),
                number(header(message, JetStreamHeaders.LAST_CONSUMER), 0),
                number(header(message, JetStreamHeaders.LAST_STREAM), 0));
    }

    private static @Nullable String header(ReceivedMessage message, String name) {
        if (message.headersLength() == 0) {
            return null;
        }
        try {
            return Headers.parse(message.bytes(), message.headersFrom(), message.headersLength())
                    .first(name);
        } catch (HeadersException unreadable) {
            return null;
        }
    }

    private static long number(@Nullable String text, long unreadable) {
        try {
            return text == null ? unreadable : Long.parseLong(text.strip());
        } catch (NumberFormatException notANumber) {
            return unreadable;
        }
    }
}
