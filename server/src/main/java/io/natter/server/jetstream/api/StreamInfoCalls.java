package io.natter.server.jetstream.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamInfoPage;
import io.natter.protocol.jetstream.StreamInfoRequest;
import io.natter.protocol.json.UnknownFields;
import io.natter.protocol.subject.Subjects;
import io.natter.server.jetstream.JetStreamAccount;
import io.natter.server.jetstream.stream.Stream;
import io.natter.store.StreamReader;
import io.natter.store.SubjectFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Describes streams, with the subjects they hold a page at a time (D23).
 *
 * <p>Confined to the api loop; subjects are looked up on a thread of their own, since there may be millions.
 */
final class StreamInfoCalls {
    /** Most subjects of one answer. */
    static final int SUBJECTS_MOST = 100_000;

    private final ApiParts parts;
    private final StreamCalls streams;

    StreamInfoCalls(ApiParts parts, StreamCalls streams) {
        this.parts = parts;
        this.streams = streams;
    }

    void info(Call call) {
        JetStreamAccount account = call.account();
        StreamInfoRequest request = call.bodyOrEmpty(StreamInfoRequest.JSON);
        Stream stream = call.stream(account);
        boolean asksSubjects = Subjects.isValidFilter(request.subjectsFilter());
        call.on(stream, () -> {
            StreamInfo found = stream.info(new StreamInfoRequest(0, request.deletedDetails(), ""));
            StreamInfo info = streams.described(found, parts.settings().domain()).toBuilder()
                    .cluster(leader())
                    .build();
            if (!asksSubjects) {
                call.answerLater(StreamInfoPage.JSON, new StreamInfoPage(0, 0, 0, info));
                return;
            }
            parts.port().work(() -> {
                StreamInfoPage page = page(info, stream.reader(), request);
                call.answerLater(StreamInfoPage.JSON, page);
            });
        });
    }

    // A server alone leads every stream of its own.
    private ClusterInfo leader() {
        return new ClusterInfo("", "", parts.settings().serverName(), null, false, "", List.of(), UnknownFields.NONE);
    }

    private static StreamInfoPage page(StreamInfo info, StreamReader reader, StreamInfoRequest request) {
        Map<String, Long> found = new HashMap<>();
        reader.subjects(
                SubjectFilter.of(request.subjectsFilter()),
                subject -> found.put(new String(subject.subject(), UTF_8), subject.count()));
        if (found.isEmpty()) {
            return new StreamInfoPage(0, 0, 0, info);
        }
        long offset = Math.max(0, request.offset());
        Map<String, Long> page = offset == 0 && found.size() <= SUBJECTS_MOST ? found : slice(found, offset);
        StreamInfo detailed = info.toBuilder()
                .state(info.state().toBuilder().subjects(page).build())
                .build();
        return new StreamInfoPage(found.size(), offset, SUBJECTS_MOST, detailed);
    }

    private static Map<String, Long> slice(Map<String, Long> found, long offset) {
        Map<String, Long> slice = new HashMap<>();
        new TreeMap<>(found)
                .entrySet().stream()
                        .skip(offset)
                        .limit(SUBJECTS_MOST)
                        .forEach(entry -> slice.put(entry.getKey(), entry.getValue()));
        return slice;
    }
}
