package io.natter.store.index;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.RecordDraft;
import io.natter.store.Removal;
import io.natter.store.StreamOptions;
import io.natter.store.StreamStore;
import io.natter.store.SubjectFilter;
import io.natter.store.memory.MemoryRecordStore;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How many records are still to come, against counting them one by one. */
class PendingCountTest {
    private static final List<SubjectFilter> FILTERS = List.of(
            SubjectFilter.of("s.1"),
            SubjectFilter.of("s.*"),
            SubjectFilter.of("t.>"),
            SubjectFilter.of("t.1.>"),
            SubjectFilter.of("*.1.>"),
            SubjectFilter.of("s.1", "t.2.>"),
            SubjectFilter.of("none.>"));

    private final long seed = Long.getLong("natter.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final TreeMap<Long, String> model = new TreeMap<>();

    @Test
    void countsWhatLookingAtEachRecordCounts() {
        try (var store = new MemoryRecordStore()) {
            StreamStore stream = store.open("s", StreamOptions.defaults());
            for (int round = 0; round < 300; round++) {
                change(stream);
                for (SubjectFilter filter : FILTERS) {
                    long from = 1 + random.nextLong(stream.reader().lastSeq() + 2);
                    assertThat(stream.reader().pending(filter, from))
                            .as(
                                    "%s from %s in round %s of seed %s",
                                    filter.patterns().size(), from, round, seed)
                            .isEqualTo(slowly(filter, from));
                }
            }
        }
    }

    // Subjects come in clusters, so that some lie on one side of a sequence and some do not.
    private void change(StreamStore stream) {
        int cluster = random.nextInt(6);
        for (int i = random.nextInt(60); i > 0; i--) {
            String subject = random.nextInt(3) == 0 ? "s." + cluster : "t." + cluster + "." + random.nextInt(2_000);
            model.put(stream.writer().append(new RecordDraft().subject(subject.getBytes(UTF_8))), subject);
        }
        for (int i = random.nextInt(40); i > 0 && !model.isEmpty(); i--) {
            Long seq = random.nextBoolean()
                    ? model.firstKey()
                    : model.floorKey(1 + random.nextLong(stream.reader().lastSeq()));
            if (seq != null) {
                stream.writer().remove(seq, Removal.FORGET);
                model.remove(seq);
            }
        }
    }

    private long slowly(SubjectFilter filter, long from) {
        return model.tailMap(from).values().stream()
                .filter(subject -> filter.matches(subject.getBytes(UTF_8)))
                .count();
    }
}
