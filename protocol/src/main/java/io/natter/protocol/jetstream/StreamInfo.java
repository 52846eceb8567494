package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream: what it is to be, and how it is (D23).
 *
 * <p>Immutable.
 *
 * @param config what it is to be
 * @param created when it was created
 * @param state what is in it
 * @param domain domain of the server, or empty
 * @param cluster who keeps it, or null
 * @param mirror how far it has come as a mirror, or null
 * @param sources how far its sources have come
 * @param alternates streams that hold the same
 * @param timestamp when this was found
 * @param unknown fields that were read without being known
 */
public record StreamInfo(
        StreamConfig config,
        Instant created,
        StreamState state,
        String domain,
        @Nullable ClusterInfo cluster,
        @Nullable StreamSourceInfo mirror,
        List<StreamSourceInfo> sources,
        List<StreamAlternate> alternates,
        Instant timestamp,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<StreamInfo> JSON = JsonForm.of(StreamInfo::read, StreamInfo::write);

    /** Copies lists and maps. */
    public StreamInfo {
        sources = List.copyOf(sources);
        alternates = List.copyOf(alternates);
    }

    /** Starts an empty description. */
    public static StreamInfoBuilder builder() {
        return new StreamInfoBuilder();
    }

    /** Starts from this one. */
    public StreamInfoBuilder toBuilder() {
        return new StreamInfoBuilder(this);
    }

    private static StreamInfo read(ObjectReader in) {
        return new StreamInfo(
                in.object("config", StreamConfig.JSON),
                in.timeOrZero("created"),
                in.object("state", StreamState.JSON),
                in.string("domain"),
                in.objectOrNull("cluster", ClusterInfo.JSON),
                in.objectOrNull("mirror", StreamSourceInfo.JSON),
                in.objects("sources", StreamSourceInfo.JSON),
                in.objects("alternates", StreamAlternate.JSON),
                in.timeOrZero("ts"),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.always("config", config, StreamConfig.JSON)
                .always("created", created)
                .always("state", state, StreamState.JSON)
                .put("domain", domain)
                .put("cluster", cluster, ClusterInfo.JSON)
                .put("mirror", mirror, StreamSourceInfo.JSON)
                .putAll("sources", sources, StreamSourceInfo.JSON)
                .putAll("alternates", alternates, StreamAlternate.JSON)
                .always("ts", timestamp)
                .rest(unknown);
    }
}
