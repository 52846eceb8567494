package io.natter.cli.bench;

import io.natter.cli.command.ProgressBar;
import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.HumanNumbers;
import io.natter.client.NatsConnection;
import io.natter.client.keyvalue.KeyValue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code natter bench kv get}: one value after the other. <i>Confined to the command's thread until it starts.</i> */
@Command(description = "Get messages from a KV bucket")
final class KeyValueGetLoad implements Callable<Integer> {
    @Mixin
    private BenchFlags flags = new BenchFlags();

    @Mixin
    private KeyFlags keys = new KeyFlags();

    private final Session session;

    KeyValueGetLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        flags.check();
        flags.clients = (int) Math.min(flags.clients, flags.messages);
        BenchRun run = new BenchRun(session, flags, BenchKind.KEY_VALUE_GET);
        List<String> words = new ArrayList<>(List.of("randomize=" + HumanNumbers.comma(keys.randomize)));
        keys.describe(words);
        run.announce(words);
        run.run((nats, index, bar) -> new Getter(run, nats, index, bar), flags.messages);
        return 0;
    }

    /** One client. Confined to its thread. */
    private final class Getter implements BenchRun.Client {
        private final BenchRun run;
        private final NatsConnection nats;
        private final int index;
        private final ProgressBar bar;

        Getter(BenchRun run, NatsConnection nats, int index, ProgressBar bar) {
            this.run = run;
            this.nats = nats;
            this.index = index;
            this.bar = bar;
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
            long bytes = 0;
            long start = System.nanoTime();
            for (int i = 0; i < latencies.length; i++) {
                String key = keys.key(offset + i);
                long before = System.nanoTime();
                bytes += value(bucket, key).length;
                latencies[i] = System.nanoTime() - before;
                bar.add(1);
                Surroundings.pause(keys.sleep);
            }
            long end = System.nanoTime();
            return new BenchSample(latencies.length, Traffic.of(nats), bytes, start, end, Latencies.of(latencies));
        }

        private static byte[] value(KeyValue<byte[]> bucket, String key) {
            return bucket.value(key).orElseThrow(() -> new UsageException("getting key '" + key + "': key not found"));
        }
    }
}
