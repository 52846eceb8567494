package io.natter.protocol.jetstream;

import io.natter.protocol.json.GoTime;
import io.natter.protocol.json.UnknownFields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a {@link StreamInfo}; each setter is named as its component. Confined to one thread. */
public final class StreamInfoBuilder {
    private StreamConfig config = StreamConfig.builder("").build();
    private Instant created = GoTime.ZERO;
    private StreamState state = StreamState.builder().build();
    private String domain = "";
    private @Nullable ClusterInfo cluster;
    private @Nullable StreamSourceInfo mirror;
    private List<StreamSourceInfo> sources = List.of();
    private List<StreamAlternate> alternates = List.of();
    private Instant timestamp = GoTime.ZERO;
    private UnknownFields unknown = UnknownFields.NONE;

    StreamInfoBuilder() {}

    StreamInfoBuilder(StreamInfo from) {
        config = from.config();
        created = from.created();
        state = from.state();
        domain = from.domain();
        cluster = from.cluster();
        mirror = from.mirror();
        sources = from.sources();
        alternates = from.alternates();
        timestamp = from.timestamp();
        unknown = from.unknown();
    }

    /** Sets what it is to be. */
    public StreamInfoBuilder config(StreamConfig config) {
        this.config = config;
        return this;
    }

    /** Sets when it was created. */
    public StreamInfoBuilder created(Instant created) {
        this.created = created;
        return this;
    }

    /** Sets what is in it. */
    public StreamInfoBuilder state(StreamState state) {
        this.state = state;
        return this;
    }

    /** Sets domain of the server, or empty. */
    public StreamInfoBuilder domain(String domain) {
        this.domain = domain;
        return this;
    }

    /** Sets who keeps it, or null. */
    public StreamInfoBuilder cluster(@Nullable ClusterInfo cluster) {
        this.cluster = cluster;
        return this;
    }

    /** Sets how far it has come as a mirror, or null. */
    public StreamInfoBuilder mirror(@Nullable StreamSourceInfo mirror) {
        this.mirror = mirror;
        return this;
    }

    /** Sets how far its sources have come. */
    public StreamInfoBuilder sources(List<StreamSourceInfo> sources) {
        this.sources = sources;
        return this;
    }

    /** Sets streams that hold the same. */
    public StreamInfoBuilder alternates(List<StreamAlternate> alternates) {
        this.alternates = alternates;
        return this;
    }

    /** Sets when this was found. */
    public StreamInfoBuilder timestamp(Instant timestamp) {
        this.timestamp = timestamp;
        return this;
    }

    /** The fields collected so far. */
    public StreamInfo build() {
        return new StreamInfo(config, created, state, domain, cluster, mirror, sources, alternates, timestamp, unknown);
    }
}
