package io.natter.cli.counter;

import io.natter.cli.command.UsageException;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.StreamConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flag that names a stream of counters, and the stream itself. <i>Confined to the command's thread.</i> */
final class CounterStream {
    @Option(names = "--stream", paramLabel = "STREAM", description = "The stream name to fetch the value from")
    @Nullable
    String name;

    /**
     * The stream that is named, or that has the subject.
     *
     * @throws UsageException if it holds no counters
     */
    StreamContext open(JetStream js, String subject) {
        StreamContext stream = name == null ? ofSubject(js, subject) : js.stream(name);
        StreamConfig config = stream.info().config();
        if (!config.allowCounter() || !config.allowDirect()) {
            throw new UsageException("\"" + stream.name() + "\" is not a valid counter stream");
        }
        return stream;
    }

    static StreamContext ofSubject(JetStream js, String subject) {
        return js.findStreamBySubject(subject)
                .orElseThrow(() -> new UsageException("no stream found with subject: " + subject));
    }
}
