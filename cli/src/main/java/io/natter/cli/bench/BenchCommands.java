package io.natter.cli.bench;

import io.natter.cli.command.CommandGroup;
import io.natter.cli.command.Session;
import java.util.List;
import picocli.CommandLine;

/** {@code natter bench}: what is below it. <i>Thread-safe:</i> holds nothing. */
public final class BenchCommands {
    private BenchCommands() {}

    /** The commands for one run with these arguments. */
    public static CommandLine line(Session session, List<String> arguments) {
        return CommandGroup.described("Benchmark utility")
                .add(() -> new PublishLoad(session), "pub")
                .add(() -> new SubscribeLoad(session), "sub")
                .add(() -> service(session, arguments), "service")
                .add(() -> jetStream(session, arguments), "js")
                .add(() -> keyValue(session, arguments), "kv")
                .line(arguments);
    }

    private static CommandLine service(Session session, List<String> arguments) {
        return CommandGroup.described("Micro-service mode")
                .add(() -> new RequestLoad(session), "request")
                .add(() -> new ServeLoad(session), "serve")
                .line(arguments);
    }

    private static CommandLine jetStream(Session session, List<String> arguments) {
        return CommandGroup.described("JetStream benchmark commands")
                .add(() -> publish(session, arguments), "pub")
                .add(() -> new OrderedLoad(session), "ordered")
                .add(() -> new ConsumeLoad(session), "consume")
                .add(() -> new FetchLoad(session), "fetch")
                .add(() -> get(session, arguments), "get")
                .line(arguments);
    }

    private static CommandLine publish(Session session, List<String> arguments) {
        return CommandGroup.described("Publish JetStream messages")
                .add(() -> new SyncPublishLoad(session), "sync")
                .add(() -> new AsyncPublishLoad(session), "async")
                .add(() -> new AtomicPublishLoad(session), "atomic", "batch")
                .add(() -> new FastPublishLoad(session), "fast")
                .line(arguments);
    }

    private static CommandLine get(Session session, List<String> arguments) {
        return CommandGroup.described("Retrieve messages from JetStream using gets")
                .add(() -> new GetLoad(session), "sync")
                .add(() -> new BatchGetLoad(session), "batch")
                .line(arguments);
    }

    private static CommandLine keyValue(Session session, List<String> arguments) {
        return CommandGroup.described("KV benchmark operations")
                .add(() -> new KeyValuePutLoad(session), "put")
                .add(() -> new KeyValueGetLoad(session), "get")
                .line(arguments);
    }
}
