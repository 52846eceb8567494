package io.natter.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class JetStreamExamplesIT {
    @TempDir
    private Path directory;

    private List<String> lines(Captured.Program program) {
        try (JetStreamServer server = JetStreamServer.start(directory)) {
            return Captured.lines(program, server.url());
        }
    }

    @Test
    void whatIsPublishedIsStoredAndTaken() {
        assertThat(lines(ProducerConsumer::main))
                .containsExactly("published: seq=1", "processing: order_123", "more: 0");
    }

    @Test
    void aMessageIsSettledInOneOfThreeWays() {
        assertThat(lines(AtLeastOnce::main))
                .containsExactly("good: done at try 1", "broken: given up", "busy: done at try 2");
    }

    @Test
    void anEffectIsHadOnce() {
        assertThat(lines(ExactlyOnce::main)).containsExactly("booked 42.50", "was booked before");
    }

    @Test
    void workersShareTasksThatAreDeletedWhenDone() {
        assertThat(lines(WorkQueue::main)).containsExactly("100 tasks done, 0 left");
    }

    @Test
    void aStreamLetsMessagesGoByItsPolicy() {
        assertThat(lines(RetentionPolicies::main))
                .containsExactly("LIMITS: 2 of 2 left", "INTEREST: 1 of 2 left", "WORK_QUEUE: 1 of 2 left");
    }

    @Test
    void whatIsPublishedTwiceIsStoredOnce() {
        assertThat(lines(Deduplication::main)).containsExactly("seq 1", "seq 1, a duplicate", "101 stored");
    }

    @Test
    void figuresTellOfStreamsAndConsumers() {
        assertThat(lines(StreamFigures::main).stream().map(line -> line.replaceFirst("bytes \\d+", "bytes N")))
                .containsExactly(
                        "messages 20, bytes N, first 1, last 20, consumers 1",
                        "taken 5, last delivered 5, pending 15, ack pending 5, redelivered 0",
                        "lag 20",
                        "orders.created 15",
                        "orders.updated 5");
    }

    @Test
    void metricsCountWhatWasProcessedAndWhatIsPending() {
        assertThat(lines(MonitoredConsumer::main))
                .containsExactly(
                        "pending 15",
                        "pending 5",
                        "pending 0",
                        "nats_messages_processed_total{subject=\"orders.created\"} 20",
                        "nats_messages_processed_total{subject=\"orders.updated\"} 5",
                        "nats_pending_messages{consumer=\"processor\"} 0");
    }

    @Test
    void aStreamHasSeveralCopiesWhereThereIsACluster() {
        assertThat(lines(ReplicatedStream::main))
                .containsExactly("no cluster here: replicas > 1 not supported in non-clustered mode", "copies: 1");
    }

    @Test
    void producerAndConsumerAreSetWithCare() {
        assertThat(lines(CarefulSettings::main)).containsExactly("seq 1, again 1", "processing order_123");
    }

    @Test
    void whatIsAskedIsAnsweredLater() {
        assertThat(lines(StreamEcho::main)).containsExactly("got response: echo: hello world");
    }

    @Test
    void jobsAreTriedAgainAndFinished() {
        assertThat(lines(BackgroundJobs::main))
                .endsWith("stopped")
                .contains("to ann: sent at try 1", "to bob: failed, again in 20 ms", "to bob: sent at try 3");
    }

    @Test
    void whatGoesOnFailingIsPutAside() {
        assertThat(lines(DeadLetters::main))
                .containsExactly(
                        "bad: try 1 failed",
                        "bad: try 2 failed",
                        "bad: try 3 failed",
                        "dead letter: bad, because no such customer");
    }

    @Test
    void aConsumerMayBeOfSomeSubjects() {
        assertThat(lines(SeveralSubjects::main))
                .containsExactly(
                        "1 orders.created",
                        "3 logs.db.warning",
                        "4 orders.updated",
                        "in order: logs.db.warning",
                        "in order: orders.updated");
    }

    @Test
    void aConfigurationIsReadChangedCountedAndWatched() {
        assertThat(lines(ConfigurationBucket::main))
                .containsExactly("color: blue", "still: green", "visits: 3", "now: green", "gone", "changes: 3");
    }

    @Test
    void filesArePutListedLinkedToAndRead() {
        assertThat(lines(ObjectFiles::main))
                .containsExactly(
                        "stored 128 KiB",
                        "stored 256 KiB",
                        "stored 384 KiB",
                        "stored 512 KiB",
                        "film.bin: 524288 bytes",
                        "latest is a link",
                        "read 524288");
    }

    @Test
    void aQueueTakesBackWhatWasNotDone() {
        assertThat(lines(SharedQueue::main))
                .startsWith("one more fits: false", "taken: ann")
                .contains("sent to bob at try 2", "sent to eve at try 1")
                .endsWith("left: 0");
    }
}
