package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.Consumption;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Jobs in the background: long ones keep their message, failed ones are tried again after a longer and longer while, and a stop finishes what was begun. */
public final class BackgroundJobs {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final int DOUBLINGS_MAX = 10;

    private BackgroundJobs() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(2);
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            JetStream js = JetStream.of(nats);
            StreamContext jobs = js.createOrUpdateStream(StreamConfig.builder("JOBS")
                    .subjects("jobs.*")
                    .retention(RetentionPolicy.WORK_QUEUE)
                    .build());
            ConsumerContext workers = jobs.createOrUpdateConsumer(ConsumerConfig.durable("workers")
                    .ackWait(Duration.ofSeconds(10))
                    .build());
            js.publish("jobs.mail", "to ann");
            js.publish("jobs.mail", "to bob");
            ConsumeOptions oneByOne = ConsumeOptions.DEFAULTS
                    .withMaxMessages(1) // what another worker could do is not held here
                    .keepingInProgress(); // says so while the job runs, however long that is
            Consumption processing = workers.consume(oneByOne, job -> {
                if (isDone(job)) {
                    left.countDown();
                }
            });
            left.await(); // on SIGTERM rather: see GracefulShutdown
            processing.close(); // the job under way ends, the others stay in the stream
            System.out.println("stopped");
        }
    }

    private static boolean isDone(JetStreamMessage job) {
        long tries = job.metadata().deliveredCount();
        if (job.text().equals("to bob") && tries < 3) {
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, DOUBLINGS_MAX));
            System.out.println(job.text() + ": failed, again in " + pause.toMillis() + " ms");
            job.nak(pause);
            return false;
        }
        System.out.println(job.text() + ": sent at try " + tries);
        job.ack();
        return true;
    }
}
