package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.StreamSourceInfo;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import io.natter.store.SubjectFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The mirror or the sources of one stream (D71).
 *
 * <p>Confined to the stream's loop. How far each source was copied is told by the headers of what was copied, so it can never disagree
 * with what is stored.
 */
final class Sourcing {
    private final Stream stream;
    private final List<SourceFeed> sources = new ArrayList<>();
    private @Nullable SourceFeed mirror;

    Sourcing(Stream stream) {
        this.stream = stream;
    }

    /** Begins what the configuration says, ends what it no longer says, and lets go on what stays. */
    void configure(StreamConfig config) {
        configureMirror(config.mirror());
        Map<SourceName, StreamSource> wanted = new HashMap<>();
        config.sources().forEach(source -> wanted.put(SourceName.of(source), source));
        sources.removeIf(feed -> {
            boolean isGone = !wanted.containsKey(feed.name());
            if (isGone) {
                feed.stop();
            }
            return isGone;
        });
        sources.forEach(feed -> wanted.remove(feed.name()));
        if (wanted.isEmpty()) {
            return;
        }
        Map<SourceName, Long> copied = copied(wanted.keySet());
        for (StreamSource source : config.sources()) {
            SourceName name = SourceName.of(source);
            if (wanted.containsKey(name)) {
                Long seq = copied.get(name);
                var feed = new SourceFeed(stream, source, false, seq == null ? 0 : seq + 1);
                sources.add(feed);
                feed.start();
            }
        }
    }

    private void configureMirror(@Nullable StreamSource source) {
        if (mirror != null && (source == null || !mirror.source().equals(source))) {
            mirror.stop();
            mirror = null;
        }
        if (mirror == null && source != null) {
            long lastSeq = stream.reader().lastSeq();
            mirror = new SourceFeed(stream, source, true, lastSeq == 0 ? 0 : lastSeq + 1);
            mirror.start();
        }
    }

    // Looks back from the newest message until each source was met.
    private Map<SourceName, Long> copied(Set<SourceName> names) {
        Map<SourceName, Long> found = new HashMap<>();
        Set<SourceName> missing = new HashSet<>(names);
        StreamReader reader = stream.reader();
        var headers = new PublishHeaders();
        StoredRecord record = reader.previous(SubjectFilter.all(), reader.lastSeq());
        while (record != null && !missing.isEmpty()) {
            if (record.headersLength() > 0) {
                headers.read(record.bytes(), record.headersFrom(), record.headersLength());
                String header = headers.text(PublishHeader.STREAM_SOURCE);
                if (!header.isEmpty()) {
                    missing.removeIf(name -> {
                        long seq = name.seqIn(header);
                        if (seq > 0) {
                            found.put(name, seq);
                        }
                        return seq > 0;
                    });
                }
            }
            record = record.seq() <= 1 ? null : reader.previous(SubjectFilter.all(), record.seq() - 1);
        }
        return found;
    }

    void stop() {
        sources.forEach(SourceFeed::stop);
        if (mirror != null) {
            mirror.stop();
        }
    }

    @Nullable
    StreamSourceInfo mirrorInfo() {
        return mirror == null ? null : mirror.info();
    }

    List<StreamSourceInfo> sourceInfos() {
        return sources.stream().map(SourceFeed::info).toList();
    }
}
