package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.JetStream;
import io.natter.client.queue.QueueItem;
import io.natter.client.queue.WorkQueue;
import io.natter.client.queue.WorkQueueConfig;

/** A {@code BlockingQueue} that programs share: an element whose work fails goes back. */
public final class SharedQueue {
    private SharedQueue() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) throws InterruptedException {
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            WorkQueue<String> mails = WorkQueue.open(
                    JetStream.of(nats), WorkQueueConfig.of("mails").withCapacity(3), String.class);
            mails.put("ann");
            mails.put("bob");
            mails.put("eve");
            System.out.println("one more fits: " + mails.offer("dan"));
            System.out.println("taken: " + mails.take());
            for (int done = 0; done < 2; ) {
                try (QueueItem<String> item = mails.takeItem()) {
                    boolean fails = item.value().equals("bob") && item.deliveredCount() == 1;
                    if (fails) {
                        continue; // closed without being done: it goes back
                    }
                    System.out.println("sent to " + item.value() + " at try " + item.deliveredCount());
                    item.done();
                    done++;
                }
            }
            System.out.println("left: " + mails.size());
        }
    }
}
