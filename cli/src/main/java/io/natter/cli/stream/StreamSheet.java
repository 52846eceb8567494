package io.natter.cli.stream;

import io.natter.cli.command.Surroundings;
import io.natter.cli.text.Columns;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.cli.text.PrettyJson;
import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ExternalStream;
import io.natter.protocol.jetstream.LostMessages;
import io.natter.protocol.jetstream.StreamAlternate;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamSourceInfo;
import io.natter.protocol.jetstream.StreamState;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** One stream, on lines for people or as JSON. <i>Confined to one thread.</i> */
final class StreamSheet {
    private static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

    private final Surroundings around;
    private final boolean isJson;

    StreamSheet(Surroundings around, boolean isJson) {
        this.around = around;
        this.isJson = isJson;
    }

    /** Shows what it is to be and what is in it, or only what is in it. */
    void print(StreamInfo info, boolean isStateOnly) {
        around.print(isJson ? PrettyJson.of(StreamInfo.JSON, info) + "\n" : text(info, isStateOnly, around.clock()));
    }

    static String text(StreamInfo info, boolean isStateOnly, Clock clock) {
        String head = (isStateOnly ? "State" : "Information") + " for Stream "
                + info.config().name() + " created " + HumanTime.at(info.created(), clock);
        Columns columns = new Columns(head);
        if (!isStateOnly) {
            StreamConfigSheet.write(columns, info.config());
        }
        ClusterRows.write(columns, info.cluster(), info.timestamp(), clock);
        StreamSourceInfo mirror = info.mirror();
        if (mirror != null) {
            columns.title("Mirror Information");
            origin(columns, mirror);
        }
        if (!info.sources().isEmpty()) {
            columns.title("Source Information");
            info.sources().forEach(source -> {
                origin(columns, source);
                columns.line("");
            });
        }
        state(columns, info, clock);
        return columns.render();
    }

    private static void origin(Columns columns, StreamSourceInfo source) {
        columns.row("Stream Name", source.name());
        columns.rowIfAny("Subject Filter", source.filterSubject());
        if (source.filterSubject().isEmpty()) {
            String label = source.subjectTransforms().size() > 1
                    ? "Subject Filters and Transforms"
                    : "Subject Filter and Transform";
            for (SubjectTransformConfig transform : source.subjectTransforms()) {
                columns.row(label, Rules.text(transform));
                label = "";
            }
        }
        columns.row("Lag", HumanNumbers.comma(source.lag()));
        boolean isSeen =
                source.active().compareTo(Duration.ZERO) > 0 && source.active().compareTo(NEVER) < 0;
        columns.row("Last Seen", isSeen ? GoDuration.brief(source.active()) : "never");
        ExternalStream external = source.external();
        if (external != null) {
            columns.row("Ext. API Prefix", external.apiPrefix())
                    .rowIfAny("Ext. Delivery Prefix", external.deliverPrefix());
        }
        ApiError error = source.error();
        if (error != null) {
            columns.row("Error", error.description());
        }
    }

    private static void state(Columns columns, StreamInfo info, Clock clock) {
        StreamState state = info.state();
        columns.title("State");
        ServerMetadata.levels(columns, info.config().metadata());
        columns.row("Messages", HumanNumbers.comma(state.messages())).row("Bytes", HumanNumbers.bytes(state.bytes()));
        LostMessages lost = state.lost();
        if (lost != null && !lost.messages().isEmpty()) {
            columns.row(
                    "Lost Messages",
                    HumanNumbers.comma(lost.messages().size()) + " (" + HumanNumbers.bytes(lost.bytes()) + ")");
        }
        columns.row("First Sequence", sequence(state.firstSequence(), state.firstTime(), clock))
                .row("Last Sequence", sequence(state.lastSequence(), state.lastTime(), clock));
        if (state.deletedCount() > 0) {
            columns.row("Deleted Messages", HumanNumbers.comma(state.deletedCount()));
        }
        columns.row("Active Consumers", HumanNumbers.comma(state.consumerCount()));
        if (state.subjectCount() > 0) {
            columns.row("Number of Subjects", HumanNumbers.comma(state.subjectCount()));
        }
        String label = "Alternates";
        for (StreamAlternate alternate : info.alternates()) {
            columns.row(label, alternate(alternate));
            label = "";
        }
    }

    private static String alternate(StreamAlternate alternate) {
        String domain = alternate.domain().isEmpty() ? "" : " Domain: " + alternate.domain();
        return alternate.name() + ": Cluster: " + alternate.cluster() + domain;
    }

    private static String sequence(long sequence, Instant time, Clock clock) {
        String number = HumanNumbers.comma(sequence);
        return HumanTime.isNone(time) ? number : number + " @ " + HumanTime.at(time, clock);
    }
}
