package io.natter.cli.bench;

import io.natter.cli.command.ProgressBar;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.NatsConnection;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.protocol.jetstream.StorageType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter bench kv put}: one value after the other. <i>Confined to the command's thread until it starts.</i> */
@Command(description = "Put messages in a KV bucket")
final class KeyValuePutLoad implements Callable<Integer> {
    @Mixin
    private BenchFlags flags = new BenchFlags();

    @Mixin
    private RateFlags rate = new RateFlags();

    @Mixin
    private KeyFlags keys = new KeyFlags();

    @Mixin
    private StorageFlags storage = new StorageFlags();

    @Option(
            names = "--history",
            defaultValue = "1",
            paramLabel = "COUNT",
            description = "History depth for the bucket in KV mode")
    private int history = 1;

    @Option(names = "--purge", description = "Purge the bucket before running")
    private boolean purge;

    private final Session session;

    KeyValuePutLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        rate.apply(flags);
        flags.check();
        flags.clients = (int) Math.min(flags.clients, flags.messages);
        BenchRun run = new BenchRun(session, flags, BenchKind.KEY_VALUE_PUT);
        List<String> words = new ArrayList<>(List.of("purge=" + purge));
        keys.describe(words);
        rate.describe(words);
        run.announce(words);
        prepare();
        byte[] value = new byte[flags.sizeBytes()];
        run.run((nats, index, bar) -> new Putter(run, nats, index, bar, value), flags.messages);
        return 0;
    }

    // A bucket cannot be emptied in one step, so it is deleted.
    private void prepare() {
        try (NatsConnection nats = session.connect()) {
            KeyValueManagement buckets = KeyValueManagement.of(session.jetStream(nats));
            if (purge) {
                buckets.delete(keys.bucket);
            }
            if (keys.isOwn()) {
                KeyValueConfig config = KeyValueConfig.of(keys.bucket)
                        .withDescription("natter bench bucket")
                        .withHistory(history)
                        .withReplicas(storage.replicas)
                        .withLimits(storage.maxBytes(), -1);
                buckets.createOrUpdate(storage.storage == StorageType.MEMORY ? config.inMemory() : config);
            } else if (buckets.find(keys.bucket).isEmpty()) {
                throw new UsageException("bucket not found: " + keys.bucket);
            }
        }
    }

    /** One client. Confined to its thread. */
    private final class Putter implements BenchRun.Client {
        private final BenchRun run;
        private final NatsConnection nats;
        private final int index;
        private final ProgressBar bar;
        private final byte[] value;

        Putter(BenchRun run, NatsConnection nats, int index, ProgressBar bar, byte[] value) {
            this.run = run;
            this.nats = nats;
            this.index = index;
            this.bar = bar;
            this.value = value;
        }

        @Override
        public void prepare() {
            run.tellStart(index, flags.share(index));
        }

        @Override
        public BenchSample work() {
            KeyValue<byte[]> bucket = KeyValue.of(session.jetStream(nats), keys.bucket, byte[].class);
            long offset = flags.offset(index);
            long[] latencies = new long[(int) flags.share(index)];
            Pace pace = rate.pace(keys.sleep, flags.clients);
            long start = System.nanoTime();
            for (int i = 0; i < latencies.length; i++) {
                long before = System.nanoTime();
                bucket.put(keys.key(offset + i), value);
                latencies[i] = System.nanoTime() - before;
                bar.add(1);
                pace.after(i + 1);
            }
            long end = System.nanoTime();
            long bytes = (long) value.length * latencies.length;
            return new BenchSample(latencies.length, Traffic.of(nats), bytes, start, end, Latencies.of(latencies));
        }
    }
}
