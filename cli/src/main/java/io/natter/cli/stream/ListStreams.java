package io.natter.cli.stream;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Session;
import io.natter.cli.text.PrettyJson;
import io.natter.client.jetstream.JetStream;
import io.natter.protocol.jetstream.StreamInfo;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter stream ls}. <i>Confined to one thread.</i> */
@Command(name = "ls", description = "List all known streams")
final class ListStreams implements Callable<Integer> {
    @Option(names = "--subject", description = "Limit the list to streams with matching subjects")
    private @Nullable String subject;

    @Option(
            names = {"-n", "--names"},
            description = "Show just the stream names")
    private boolean isNamesOnly;

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    private final Session session;
    private final StreamCommands group;

    ListStreams(Session session, StreamCommands group) {
        this.session = session;
        this.group = group;
    }

    @Override
    public Integer call() {
        session.withJetStream(isNamesOnly ? this::names : this::list);
        return 0;
    }

    private void names(JetStream js) {
        print(subject == null ? js.streamNames() : js.streamNames(subject));
    }

    private void print(List<String> names) {
        String text = isJson ? PrettyJson.of(names) + "\n" : String.join("\n", names) + (names.isEmpty() ? "" : "\n");
        session.around().print(text);
    }

    private void list(JetStream js) {
        List<StreamInfo> all =
                Attempt.to("could not list streams", () -> subject == null ? js.streams() : js.streams(subject));
        List<StreamInfo> shown = all.stream()
                .filter(info -> group.isAllShown
                        || !StreamChoice.isInternal(info.config().name()))
                .toList();
        if (isJson) {
            print(shown.stream().map(info -> info.config().name()).toList());
        } else if (shown.isEmpty()) {
            session.around()
                    .print(
                            all.isEmpty()
                                    ? "No Streams defined\n"
                                    : "No Streams defined, pass -a to include system streams\n");
        } else {
            String title = subject == null ? "Streams" : "Streams matching " + subject;
            session.around()
                    .print(StreamTable.text(title, shown, session.around().clock()));
        }
    }
}
