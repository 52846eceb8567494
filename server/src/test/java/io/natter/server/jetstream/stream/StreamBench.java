package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import io.natter.store.RecordStore;
import io.natter.store.StoredRecord;
import io.natter.store.memory.MemoryRecordStore;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One stream on a {@link FakeEnvironment}, and short words for what tests do to it.
 *
 * <p>Confined to the test's thread.
 */
final class StreamBench {
    final FakeEnvironment environment;
    final Stream stream;

    private StreamBench(FakeEnvironment environment, Stream stream) {
        this.environment = environment;
        this.stream = stream;
    }

    /** A stream {@code S} of {@code s.>} in memory. */
    static StreamBench memory(UnaryOperator<StreamConfigBuilder> change) {
        return create(new FakeEnvironment(), new MemoryRecordStore(), change);
    }

    static StreamBench create(
            FakeEnvironment environment, RecordStore records, UnaryOperator<StreamConfigBuilder> change) {
        return createStepping(environment, records, change, environment::pass);
    }

    /** A stream in any store, whose creation is on disk after a step. */
    static StreamBench createStepping(
            FakeEnvironment environment,
            RecordStore records,
            UnaryOperator<StreamConfigBuilder> change,
            Runnable step) {
        StreamConfig config = change.apply(config()).build();
        var packing = new Packing();
        var store = records.open("A/" + config.name(), StreamLimits.options(config.storage(), packing));
        var made = new AtomicReference<@Nullable Stream>();
        StreamCreation.create(environment, store, packing, config, Instant.now(), outcome -> made.set(outcome.value()));
        step.run();
        return new StreamBench(environment, Objects.requireNonNull(made.get()));
    }

    static StreamConfigBuilder config() {
        return StreamConfig.builder("S")
                .subjects(List.of("s.>"))
                .storage(StorageType.MEMORY)
                .maxMessages(-1)
                .maxBytes(-1)
                .maxMessagesPerSubject(-1)
                .maxMessageBytes(-1)
                .maxConsumers(-1)
                .duplicateWindow(java.time.Duration.ofMinutes(2));
    }

    /** Brings it back from a store. */
    static StreamBench open(FakeEnvironment environment, RecordStore records) {
        var packing = new Packing();
        var store = records.open("A/S", StreamLimits.options(StorageType.FILE, packing));
        Stream stream = Objects.requireNonNull(Stream.open(environment, store, packing));
        return new StreamBench(environment, stream);
    }

    /** Publishes, ends the pass, and returns the answer; headers as {@code Name: value}, separated by {@code ;}. */
    String publish(String subject, String headers, String payload) {
        send(subject, headers, payload, "r");
        environment.pass();
        List<String> answers = environment.takePublished();
        return answers.isEmpty() ? "" : answers.get(answers.size() - 1).replaceFirst("^r\\|\\|", "");
    }

    /** Publishes without ending the pass. */
    void send(String subject, String headers, String payload, String reply) {
        var message = new Publish()
                .subject(subject.getBytes(UTF_8))
                .reply(reply.getBytes(UTF_8))
                .headers(block(headers))
                .payload(payload.getBytes(UTF_8));
        stream.take(message);
    }

    static byte[] block(String headers) {
        if (headers.isBlank()) {
            return new byte[0];
        }
        return ("NATS/1.0\r\n" + headers.strip().replaceAll("\\s*;\\s*", "\r\n") + "\r\n\r\n").getBytes(UTF_8);
    }

    /** What is stored: {@code seq subject payload}. */
    List<String> stored() {
        return java.util.stream.LongStream.rangeClosed(1, stream.reader().lastSeq())
                .mapToObj(seq -> stream.reader().get(seq))
                .filter(Objects::nonNull)
                .map(StreamBench::text)
                .toList();
    }

    private static String text(StoredRecord record) {
        return record.seq() + " " + new String(record.subject(), UTF_8) + " " + new String(record.payload(), UTF_8);
    }

    /** When a message was stored. */
    long timeNsOf(long seq) {
        return Objects.requireNonNull(stream.reader().get(seq)).timeNs();
    }

    /** The headers of a stored message as one line. */
    String headersOf(long seq) {
        @Nullable StoredRecord record = stream.reader().get(seq);
        return record == null
                ? "none"
                : new String(record.headers(), UTF_8).replace("\r\n", " ").trim();
    }
}
