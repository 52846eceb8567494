package io.natter.server.core;

import io.natter.protocol.ServerInfo;
import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How what the server tells of itself names it: the object {@code server} of its events and answers (F).
 *
 * <p>Thread-safe. Each object has the next number, and its own time.
 */
public final class ServerStamp {
    /** Of {@code flags}: the server has JetStream. */
    private static final long HAS_JETSTREAM = 1;

    private static final JsonForm<ServerStamp> FORM = JsonForm.writing(ServerStamp::writeTo);

    private final Announcement announcement;
    private final AtomicLong last = new AtomicLong();
    private volatile Labels labels = new Labels(null, List.of(), Map.of(), Map.of());

    /**
     * What the configuration says of a server that INFO does not tell. Immutable.
     *
     * @param domain the domain of its JetStream, or null
     */
    public record Labels(
            @Nullable String domain,
            List<String> tags,
            Map<String, String> metadata,
            Map<String, Boolean> featureFlags) {
        public Labels {
            tags = List.copyOf(tags);
            metadata = Map.copyOf(metadata);
            featureFlags = Map.copyOf(featureFlags);
        }
    }

    ServerStamp(Announcement announcement) {
        this.announcement = announcement;
    }

    /** Replaces what the configuration says. */
    public void use(Labels newLabels) {
        labels = newLabels;
    }

    /** What the configuration says. */
    public Labels labels() {
        return labels;
    }

    /** What INFO tells. */
    public ServerInfo info() {
        return announcement.info();
    }

    /** The next stamp, as the field {@code server}. */
    public ObjectWriter putInto(ObjectWriter out) {
        return out.always("server", this, FORM);
    }

    /** The next stamp alone. */
    public byte[] json() {
        return FORM.write(this);
    }

    private void writeTo(ObjectWriter out) {
        ServerInfo info = announcement.info();
        Labels known = labels;
        out.always("name", info.serverName())
                .always("host", info.host())
                .always("id", info.serverId())
                .put("cluster", Objects.requireNonNullElse(info.cluster(), ""))
                .put("domain", Objects.requireNonNullElse(known.domain(), ""))
                .always("ver", info.version())
                .put("tags", known.tags())
                .put("metadata", new TreeMap<>(known.metadata()));
        if (!known.featureFlags().isEmpty()) {
            out.tree("feature_flags", new TreeMap<>(known.featureFlags()));
        }
        out.always("jetstream", info.jetStream())
                .alwaysUnsigned("flags", info.jetStream() ? HAS_JETSTREAM : 0)
                .alwaysUnsigned("seq", last.incrementAndGet())
                .always("time", Instant.now());
    }
}
