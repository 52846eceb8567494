package io.natter.cli.bench;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.HumanNumbers;
import io.natter.client.jetstream.StreamContext;
import io.natter.client.jetstream.StreamMessage;
import io.natter.protocol.jetstream.MessageGetRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter bench js get batch}: one batch after the other. <i>Confined to the command's thread until it starts.</i> */
@Command(description = "Use batched JetStream direct get")
final class BatchGetLoad implements Callable<Integer> {
    @Mixin
    private BenchFlags flags = new BenchFlags();

    @Mixin
    private StreamFlags stream = new StreamFlags();

    @Option(
            names = "--batch",
            defaultValue = "500",
            paramLabel = "COUNT",
            description = "Sets the max number of messages that can be buffered in the client")
    private int batch = 500;

    @Option(names = "--filter", defaultValue = ">", paramLabel = "SUBJECT", description = "Filter for the messages")
    private String filter = ">";

    private final Session session;

    BatchGetLoad(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        flags.check();
        Batches.check(batch);
        BenchRun run = new BenchRun(session, flags, BenchKind.STREAM_GET_BATCH);
        List<String> words = new ArrayList<>(List.of("batch=" + HumanNumbers.comma(batch), "filter=" + filter));
        stream.describe(words);
        run.announce(words);
        new StreamReading.Course(session, run, flags, stream, (from, index) -> new Batch(run, from, index)).readAll();
        return 0;
    }

    /** One batch after the other. Confined to the client's thread. */
    private final class Batch implements StreamReading.Call {
        private final BenchRun run;
        private final StreamContext from;
        private final int index;
        private long next = 1;

        Batch(BenchRun run, StreamContext from, int index) {
            this.run = run;
            this.from = from;
            this.index = index;
        }

        @Override
        public List<StreamMessage> next(long got) {
            int wanted = (int) Math.min(batch, flags.messages - got);
            List<StreamMessage> messages = from.messages(request(wanted));
            check(messages.size(), wanted, got);
            next = messages.get(messages.size() - 1).sequence() + 1;
            return messages;
        }

        private MessageGetRequest request(int wanted) {
            return MessageGetRequest.builder()
                    .sequence(next)
                    .nextBySubject(filter)
                    .batch(wanted)
                    .build();
        }

        private void check(int got, int wanted, long before) {
            if (got == 0) {
                throw new UsageException(
                        "doing a direct get on the stream: got " + before + " messages, expected " + flags.messages);
            }
            if (got < wanted) {
                session.around()
                        .log("[" + (index + 1) + "] Warning: Got " + got + " (expected " + wanted
                                + ") messages in this batch");
                run.warn("at least one of the clients got less than the requested number of messages in a batch get. "
                        + "These results may not be optimal!");
            }
        }
    }
}
