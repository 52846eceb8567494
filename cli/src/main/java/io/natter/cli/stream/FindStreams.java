package io.natter.cli.stream;

import io.natter.cli.command.Session;
import io.natter.client.jetstream.JetStream;
import io.natter.protocol.jetstream.StreamInfo;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter stream find}: streams that meet all of some conditions. <i>Confined to one thread.</i> */
@Command(name = "find", description = "Finds streams matching certain criteria")
final class FindStreams implements Callable<Integer> {
    @Mixin
    private StreamFilter filter = new StreamFilter();

    @Option(
            names = {"-n", "--names"},
            description = "Show just the stream names")
    private boolean isNamesOnly;

    private final Session session;

    FindStreams(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.withJetStream(this::find);
        return 0;
    }

    private void find(JetStream js) {
        List<StreamInfo> found = js.streams().stream()
                .filter(filter.condition(session.around().clock()))
                .toList();
        if (isNamesOnly) {
            found.forEach(info -> session.around().out().println(info.config().name()));
            return;
        }
        String title = filter.subject == null ? "Streams" : "Streams matching " + filter.subject;
        session.around().print(StreamTable.text(title, found, session.around().clock()));
    }
}
