package io.natter.cli.keyvalue;

import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.client.keyvalue.KeyValue;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter kv purge}. <i>Confined to one thread.</i> */
@Command(description = "Deletes a key from the bucket, clearing history before creating a delete marker")
final class PurgeCommand implements Callable<Integer> {
    @Mixin
    private KeyArguments of = new KeyArguments();

    @Option(
            names = {"-f", "--force"},
            description = "Act without confirmation")
    private boolean force;

    @Option(names = "--ttl", paramLabel = "DURATION", description = "Sets a TTL for the purge marker")
    private @Nullable Duration ttl;

    private final Session session;

    PurgeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Buckets buckets = Buckets.open(session)) {
            KeyValue<byte[]> bucket = buckets.bucket(of.bucket);
            if (!force && !Confirmation.isGiven(session.around(), "Purge key " + of.bucket + " > " + of.key + "?")) {
                session.around().print("Skipping purge\n");
            } else if (ttl == null || ttl.isZero()) {
                bucket.purge(of.key);
            } else {
                bucket.purge(of.key, ttl);
            }
        }
        return 0;
    }
}
