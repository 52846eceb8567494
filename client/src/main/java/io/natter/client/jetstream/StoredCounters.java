package io.natter.client.jetstream;

import io.natter.client.CodecException;
import io.natter.client.NoRespondersException;
import io.natter.client.Outgoing;
import io.natter.client.RequestOptions;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.jetstream.PubAck;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonFields;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Counters as messages of a stream. Thread-safe. */
final class StoredCounters implements Counters {
    private static final byte[] EMPTY = new byte[0];

    private final JetStream jetStream;
    private final StreamContext stream;

    StoredCounters(JetStream jetStream, StreamContext stream) {
        this.jetStream = jetStream;
        this.stream = stream;
    }

    @Override
    public BigInteger add(String subject, long increment) {
        return add(subject, BigInteger.valueOf(increment));
    }

    @Override
    public BigInteger add(String subject, BigInteger increment) {
        Feature.require(JetStreamHeaders.INCREMENT, "2.12.0", jetStream.connection());
        String signed = increment.signum() < 0 ? increment.toString() : "+" + increment;
        Outgoing message = Outgoing.of(subject, EMPTY).withHeader(JetStreamHeaders.INCREMENT, signed);
        JetStreamOptions options = jetStream.options();
        try {
            PubAck ack = PubAckReader.read(
                    subject,
                    jetStream
                            .connection()
                            .request(message, new RequestOptions(options.timeout(), options.publishRetry())));
            return number(subject, ack.value());
        } catch (NoRespondersException nobody) {
            throw ConnectedJetStream.noStream(subject);
        }
    }

    @Override
    public Optional<BigInteger> find(String subject) {
        return counter(subject).map(Counter::value);
    }

    @Override
    public Optional<Counter> counter(String subject) {
        return stream.lastMessage(subject).map(StoredCounters::counter);
    }

    @Override
    public List<Counter> list(List<String> filters) {
        return stream.lastMessages(filters).stream()
                .map(StoredCounters::counter)
                .toList();
    }

    private static Counter counter(StreamMessage message) {
        byte[] json = message.payload();
        String increment = message.headers().first(JetStreamHeaders.INCREMENT);
        try {
            String value = JsonFields.read(json, 0, json.length, StoredCounters::value);
            return new Counter(
                    message.subject(),
                    number(message.subject(), value),
                    number(message.subject(), increment == null ? "0" : increment),
                    message.sequence());
        } catch (JsonException unreadable) {
            throw new CodecException("counter \"" + message.subject() + "\": the message is none", unreadable);
        }
    }

    private static String value(JsonFields in) {
        String value = "";
        while (in.next()) {
            if (in.key().equals("val")) {
                value = String.valueOf(in.string(""));
            } else {
                in.skip();
            }
        }
        return value;
    }

    private static BigInteger number(String subject, String text) {
        try {
            return new BigInteger(text);
        } catch (NumberFormatException unreadable) {
            throw new CodecException(
                    "counter \"" + subject + "\": got \"" + text + "\", expected a whole number", unreadable);
        }
    }
}
