package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.Watch;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.client.keyvalue.RevisionConflictException;
import io.natter.client.keyvalue.WatchOptions;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** A configuration that programs share: read, changed only if nobody else did, counted, and watched. */
public final class ConfigurationBucket {
    private ConfigurationBucket() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) throws InterruptedException {
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            KeyValue<String> config = KeyValueManagement.of(JetStream.of(nats))
                    .createOrUpdate(KeyValueConfig.of("config").withHistory(5))
                    .as(String.class);

            long revision = config.put("shop.color", "blue");
            System.out.println("color: " + config.value("shop.color").orElse("none"));

            config.update("shop.color", "green", revision);
            try {
                config.update("shop.color", "red", revision);
            } catch (RevisionConflictException somebodyWasFaster) {
                System.out.println("still: " + config.value("shop.color").orElse("none"));
            }

            for (int i = 0; i < 3; i++) {
                config.compute("shop.visits", old -> Optional.of("" + (Integer.parseInt(old.orElse("0")) + 1)));
            }
            System.out.println("visits: " + config.value("shop.visits").orElse("none"));

            CountDownLatch deleted = new CountDownLatch(1);
            try (Watch watch = config.watch(WatchOptions.of("shop.color"), entry -> {
                System.out.println(entry.isPut() ? "now: " + entry.value() : "gone");
                if (!entry.isPut()) {
                    deleted.countDown();
                }
            })) {
                watch.initialDone().join();
                config.delete("shop.color");
                deleted.await();
            }
            System.out.println("changes: " + config.history("shop.color").size());
        }
    }
}
