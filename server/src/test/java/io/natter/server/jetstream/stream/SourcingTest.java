package io.natter.server.jetstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import io.natter.store.memory.MemoryRecordStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Streams that copy others on the same server (D240). */
class SourcingTest {
    private final FakeEnvironment environment = new FakeEnvironment();
    private final MemoryRecordStore records = new MemoryRecordStore();

    private StreamBench origin() {
        StreamBench origin = StreamBench.create(environment, records, config -> config);
        environment.addOrigin(origin.stream);
        return origin;
    }

    @Test
    void mirrorsKeepSequencesTimesAndGaps() {
        StreamBench origin = origin();
        origin.publish("s.a", "A: b", "1");
        origin.publish("s.b", "", "2");
        origin.publish("s.c", "", "3");
        origin.stream.remove(2, false, outcome -> {});
        StreamBench mirror = StreamBench.create(
                environment,
                records,
                config -> config.name("M")
                        .subjects(List.of())
                        .mirror(StreamSource.builder("S").build()));
        environment.pass();
        assertThat(mirror.stored()).containsExactly("1 s.a 1", "3 s.c 3");
        assertThat(mirror.headersOf(1)).isEqualTo("NATS/1.0 A: b");
        environment.advance(Duration.ofSeconds(3).toNanos());
        origin.publish("s.d", "", "4");
        assertThat(mirror.stored()).containsExactly("1 s.a 1", "3 s.c 3", "4 s.d 4");
        assertThat(mirror.timeNsOf(4)).isEqualTo(origin.timeNsOf(4));
    }

    @Test
    void sourcesSayWhereMessagesComeFromAndGoOnThere() {
        StreamBench origin = origin();
        origin.publish("s.a", "Nats-Expected-Stream: S; A: b", "1");
        origin.publish("s.b", "", "2");
        StreamSource source = StreamSource.builder("S")
                .subjectTransforms(List.of(new SubjectTransformConfig("s.*", "t.$1")))
                .build();
        StreamBench target = StreamBench.create(
                environment,
                records,
                config -> config.name("T").subjects(List.of("t.own")).sources(List.of(source)));
        environment.pass();
        assertThat(target.stored()).containsExactly("1 t.a 1", "2 t.b 2");
        assertThat(target.headersOf(1))
                .isEqualTo("NATS/1.0 A: b Nats-Stream-Source: S 1 s.* t.$1 s.a " + origin.stream.identity());
        target.publish("t.own", "", "own");
        target.stream.update(
                target.stream.config().toBuilder().sources(List.of()).build(), outcome -> {});
        origin.publish("s.c", "", "3");
        target.stream.update(
                target.stream.config().toBuilder().sources(List.of(source)).build(), outcome -> {});
        environment.pass();
        assertThat(target.stored()).containsExactly("1 t.a 1", "2 t.b 2", "3 t.own own", "4 t.c 3");
    }

    @Test
    void waitsForAnOriginThatIsNotThereYet() {
        StreamBench target = StreamBench.create(
                environment,
                records,
                config -> config.name("T")
                        .subjects(List.of())
                        .sources(List.of(StreamSource.builder("S")
                                .filterSubject("s.a")
                                .startSequence(2)
                                .build())));
        assertThat(target.stream
                        .info(new io.natter.protocol.jetstream.StreamInfoRequest(0, false, ""))
                        .sources())
                .hasSize(1);
        StreamBench origin = origin();
        for (int i = 1; i <= 3; i++) {
            origin.publish("s.a", "", "" + i);
            origin.publish("s.b", "", "" + i);
        }
        environment.advance(Duration.ofSeconds(2).toNanos());
        assertThat(target.stored()).containsExactly("1 s.a 2", "2 s.a 3");
    }

    @Test
    void copyingFromAWorkQueueTakesMessagesOutOfIt() {
        StreamBench origin =
                StreamBench.create(environment, records, config -> config.retention(RetentionPolicy.WORK_QUEUE));
        environment.addOrigin(origin.stream);
        origin.publish("s.a", "", "1");
        StreamBench target = StreamBench.create(
                environment,
                records,
                config -> config.name("T")
                        .subjects(List.of())
                        .sources(List.of(StreamSource.builder("S").build())));
        environment.pass();
        assertThat(target.stored()).containsExactly("1 s.a 1");
        assertThat(origin.stored()).isEmpty();
    }
}
