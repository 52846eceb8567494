package io.natter.cli.bench;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.jetstream.StreamContext;
import io.natter.client.jetstream.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code natter bench js get sync}: one message after the other, by its number. <i>Confined to the command's thread until it starts.</i> */
@Command(description = "Use synchronous JetStream get")
final class GetLoad implements Callable<Integer> {
    @Mixin
    private BenchFlags flags = new BenchFlags();

    @Mixin
    private StreamFlags stream = new StreamFlags();

    private final Session session;

    GetLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        flags.check();
        BenchRun run = new BenchRun(session, flags, BenchKind.STREAM_GET);
        List<String> words = new ArrayList<>();
        stream.describe(words);
        run.announce(words);
        new StreamReading.Course(session, run, flags, stream, (from, index) -> calls(from)).readAll();
        return 0;
    }

    private static StreamReading.Call calls(StreamContext from) {
        long first = from.info().state().firstSequence();
        return got -> List.of(message(from, first + got));
    }

    private static StreamMessage message(StreamContext from, long sequence) {
        return from.message(sequence)
                .orElseThrow(() -> new UsageException(
                        "getting message sequence number " + sequence + " from the stream: message not found"));
    }
}
