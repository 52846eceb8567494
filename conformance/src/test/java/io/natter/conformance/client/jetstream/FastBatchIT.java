package io.natter.conformance.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.NatsException;
import io.natter.client.NoRespondersException;
import io.natter.client.Outgoing;
import io.natter.client.jetstream.BatchEndedException;
import io.natter.client.jetstream.Expectations;
import io.natter.client.jetstream.FastBatch;
import io.natter.client.jetstream.FastBatchOptions;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.PublishOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.PubAck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Fast batches: what is stored, what ends them, what they do when the connection or the server goes. */
final class FastBatchIT {
    private static final PublishOptions IMPOSSIBLE = PublishOptions.expect(Expectations.lastSequence(1_000_000));

    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    private StreamContext stream(JetStream js) {
        return js.createOrUpdateStream(
                JetStreamSite.files("S").allowBatched(true).build());
    }

    @EachProgram
    void storesAllInOrderWithFewAcknowledgements(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = stream(js);
        long before = js.connection().statistics().receivedMessages();
        PubAck ack;
        try (FastBatch batch = js.fastBatch()) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(batch.send("s.a", "" + i)).isEqualTo(i + 1);
            }
            assertThat(batch.acknowledged()).isBetween(9_000L, 10_000L);
            ack = batch.commit();
            assertThat(ack.batchId()).isEqualTo(batch.id());
            assertThatThrownBy(() -> batch.send("s.a", "late")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(batch::commit).isInstanceOf(IllegalStateException.class);
        }
        assertThat(ack.batchCount()).isEqualTo(10_000);
        assertThat(ack.sequence()).isEqualTo(10_000);
        assertThat(js.connection().statistics().receivedMessages() - before).isLessThan(1_000);
        assertThat(stream.message(1).orElseThrow().text()).isEqualTo("0");
        assertThat(stream.message(10_000).orElseThrow().text()).isEqualTo("9999");
    }

    @EachProgram
    void commitsWithOrWithoutALastMessage(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = stream(js);
        PubAck single = js.fastBatch().commit(Outgoing.of("s.a", "only"), PublishOptions.DEFAULTS);
        assertThat(single.sequence()).isEqualTo(1);

        FastBatch three = js.fastBatch(FastBatchOptions.DEFAULTS.withFlow(1).withAcknowledgements(1));
        three.send("s.a", "one");
        three.send("s.b", "two");
        assertThat(three.commit(Outgoing.of("s.a", "three"), PublishOptions.DEFAULTS)
                        .batchCount())
                .isEqualTo(3);

        try (FastBatch none = js.fastBatch()) {
            assertThatThrownBy(none::commit).isInstanceOf(IllegalStateException.class);
            assertThat(none.sent()).isZero();
        }
        try (FastBatch closed = js.fastBatch()) {
            closed.send("s.a", "five");
        }
        assertThat(stream.info().state().lastSequence()).isEqualTo(5);
    }

    @EachProgram
    void aRefusedMessageEndsTheBatchUnlessGapsAreAllowed(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = stream(js);
        FastBatch strict = js.fastBatch();
        strict.send("s.a", "1");
        strict.send("s.a", "2");
        assertThatThrownBy(() -> {
                    strict.send("s.a", "3", IMPOSSIBLE);
                    strict.commit();
                })
                .isInstanceOfSatisfying(
                        BatchEndedException.class,
                        ended -> assertThat(ended.stored()).isEqualTo(2))
                .hasMessageContaining("message 3 of the batch: wrong last sequence: 2")
                .hasCauseInstanceOf(JetStreamApiException.class);
        assertThatThrownBy(() -> strict.send("s.a", "4")).isInstanceOf(BatchEndedException.class);
        strict.close();

        List<NatsException> told = new ArrayList<>();
        try (FastBatch lax = js.fastBatch(FastBatchOptions.DEFAULTS.withGapsAllowed(told::add))) {
            lax.send("s.b", "1");
            lax.send("s.b", "2", IMPOSSIBLE);
            lax.send("s.b", "3");
            assertThat(lax.commit().batchCount()).isEqualTo(3);
        }
        assertThat(told).hasSize(1).first().isInstanceOf(JetStreamApiException.class);
        assertThat(stream.info().state().messages()).isEqualTo(4);
    }

    @EachProgram
    void aStreamThatTakesNoneSaysSo(ServerProgram program) {
        JetStream js = site.start(program, directory);
        JetStreamSite.stream(js, "PLAIN");
        try (FastBatch batch = js.fastBatch()) {
            assertThatThrownBy(() -> batch.send("plain.a", "x"))
                    .isInstanceOfSatisfying(
                            JetStreamApiException.class,
                            refused -> assertThat(refused.is(ApiErrorCode.BATCH_PUBLISH_DISABLED))
                                    .isTrue());
        }
        try (FastBatch batch = js.fastBatch()) {
            assertThatThrownBy(() -> batch.send("nobody.a", "x")).isInstanceOf(NoRespondersException.class);
        }
    }

    @EachProgram
    void goesOnOverAReconnectOrSaysWhatIsStored(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = stream(js);
        long stored;
        FastBatch batch = js.fastBatch();
        try (batch) {
            for (int i = 0; i < 3_000; i++) {
                batch.send("s.a", "" + i);
                if (i == 1_500) {
                    js.connection().reconnect().join();
                }
            }
            stored = batch.commit().batchCount();
            assertThat(stored).isEqualTo(3_000);
        } catch (BatchEndedException lost) {
            stored = lost.stored();
        }
        assertThat(stream.info().state().messages()).isEqualTo(stored);
        assertThat(stream.message(stored).orElseThrow().text()).isEqualTo("" + (stored - 1));
    }

    @EachProgram
    void aRestartEndsItWithWhatWasAcknowledged(ServerProgram program) {
        JetStream js = site.start(program, directory);
        StreamContext stream = stream(js);
        FastBatch batch = js.fastBatch(FastBatchOptions.DEFAULTS.withTimeout(Duration.ofSeconds(20)));
        for (int i = 0; i < 500; i++) {
            batch.send("s.a", "" + i);
        }
        long acknowledged = batch.acknowledged();
        site.restart();
        assertThatThrownBy(() -> {
                    batch.send("s.a", "behind");
                    batch.commit();
                })
                .isInstanceOf(NatsException.class);
        JetStreamSite.await("the stream", () -> js.findStream("S").isPresent());
        assertThat(acknowledged).isPositive();
        assertThat(stream.info().state().messages()).isGreaterThanOrEqualTo(acknowledged);
    }
}
