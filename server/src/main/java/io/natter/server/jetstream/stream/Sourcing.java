package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.StreamSourceInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The mirror or the sources of one stream (D71).
 *
 * <p>Confined to the stream's loop. How far each source was copied is told by the headers of what was copied; {@link SourcePositions}
 * keep it where those would have to be looked for, or are gone.
 */
final class Sourcing {
    private final Stream stream;
    private final Map<SourceName, Feed> sources = new LinkedHashMap<>();
    private final FeedRetries retries;
    private @Nullable Feed mirror;

    Sourcing(Stream stream) {
        this.stream = stream;
        this.retries = new FeedRetries(stream.environment());
    }

    /** Begins what the configuration says, ends what it no longer says, and lets go on what stays. */
    void configure(StreamConfig config) {
        configureMirror(config.mirror());
        Set<SourceName> wanted = new HashSet<>();
        config.sources().forEach(source -> wanted.add(SourceName.of(source)));
        sources.values().removeIf(feed -> {
            boolean isGone = !wanted.contains(feed.name());
            if (isGone) {
                feed.end();
                stream.positions().forget(feed.name());
            }
            return isGone;
        });
        wanted.removeAll(sources.keySet());
        if (wanted.isEmpty()) {
            return;
        }
        List<Feed> added = new ArrayList<>();
        Map<SourceName, SourcePosition> known = new HashMap<>();
        for (StreamSource source : config.sources()) {
            SourceName name = SourceName.of(source);
            if (wanted.remove(name)) {
                added.add(feed(source, false));
                SourcePosition position = stream.positions().find(name);
                known.put(name, position == null ? SourcePosition.NONE : position);
            }
        }
        added.forEach(feed -> sources.put(feed.name(), feed));
        new CopiedScan(stream, known, found -> start(added, found)).run();
    }

    private void start(List<Feed> added, Map<SourceName, SourcePosition> found) {
        for (Feed feed : added) {
            if (feed.equals(sources.get(feed.name()))) { // else it was taken away while the scan ran
                feed.start(found.getOrDefault(feed.name(), SourcePosition.NONE));
            }
        }
    }

    private void configureMirror(@Nullable StreamSource source) {
        if (mirror != null && (source == null || !mirror.source().equals(source))) {
            mirror.end();
            mirror = null;
        }
        if (mirror == null && source != null) {
            mirror = feed(source, true);
            mirror.start(new SourcePosition(stream.reader().lastSeq(), "", 0));
        }
    }

    // What is here is read directly, unless a consumer was made for it; all else is asked for.
    private Feed feed(StreamSource source, boolean isMirror) {
        var external = source.external();
        boolean isHere = source.consumer() == null
                && (external == null || stream.environment().isOnThisServer(external.apiPrefix()));
        return isHere ? new LocalFeed(stream, source, isMirror, retries) : new RemoteFeed(stream, source, isMirror);
    }

    /** Has those that read this server's streams look for their origins. */
    void wake() {
        sources.values().forEach(Sourcing::wake);
        if (mirror != null) {
            wake(mirror);
        }
    }

    private static void wake(Feed feed) {
        if (feed instanceof LocalFeed local) {
            local.run();
        }
    }

    /** Ends with the stream. */
    void stop() {
        sources.values().forEach(Feed::stop);
        if (mirror != null) {
            mirror.stop();
        }
    }

    /** Ends for good. */
    void end() {
        sources.values().forEach(Feed::end);
        if (mirror != null) {
            mirror.end();
        }
    }

    @Nullable
    StreamSourceInfo mirrorInfo() {
        return mirror == null ? null : mirror.info();
    }

    List<StreamSourceInfo> sourceInfos() {
        return sources.values().stream().map(Feed::info).toList();
    }
}
