package io.natter.server.jetstream.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.StreamInfoRequest;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.store.memory.MemoryRecordStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A stream of as many sources as a request has room for: what each costs does not grow with the others. */
class ManySourcesTest {
    private static final int SOURCES = 40_000;

    private final FakeEnvironment environment = new FakeEnvironment();
    private final MemoryRecordStore records = new MemoryRecordStore();

    private static List<StreamSource> sources(boolean isOneOrigin) {
        return IntStream.range(0, SOURCES)
                .mapToObj(i -> isOneOrigin
                        ? StreamSource.builder("S").filterSubject("s." + i).build()
                        : StreamSource.builder("S" + i).build())
                .toList();
    }

    private StreamBench target(List<StreamSource> sources) {
        return StreamBench.create(
                environment,
                records,
                config -> config.name("T").subjects(List.of("t.own")).sources(sources));
    }

    @Test
    void areAllOfOneOrigin() {
        StreamBench origin = StreamBench.create(environment, records, config -> config);
        environment.addOrigin(origin.stream);
        StreamBench target = target(sources(true));
        environment.pass();
        origin.publish("s.39999", "", "1");
        origin.publish("s.0", "", "2");
        environment.pass();
        assertThat(target.stored()).containsExactlyInAnyOrder("1 s.39999 1", "2 s.0 2");
        assertThat(target.stream.info(new StreamInfoRequest(0, false, "")).sources())
                .hasSize(SOURCES);
        target.stream.stop();
    }

    @Test
    void areOfOriginsThatAreNotThere() {
        StreamBench target = target(sources(false));
        environment.pass();
        StreamBench origin = StreamBench.create(environment, records, config -> config.name("S7"));
        origin.publish("s.a", "", "1");
        environment.addOrigin(origin.stream);
        environment.advance(Duration.ofSeconds(3).toNanos());
        assertThat(target.stored()).containsExactly("1 s.a 1");
        target.publish("t.own", "", "2");
        assertThat(target.stored()).hasSize(2);
        target.stream.stop();
    }

    @Test
    void areFoundAgainInWhatWasCopied() {
        StreamBench target = target(List.of());
        for (int i = 0; i < 3_000; i++) {
            var message = new Publish()
                    .subject(("s." + i).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .headers(StreamBench.block("Nats-Stream-Source: S " + (i + 1) + " s." + i + " > s." + i));
            assertThat(target.stream.takeCopy(message)).isNull();
        }
        environment.pass();
        target.stream.update(
                target.stream.config().toBuilder().sources(sources(true)).build(), outcome -> {});
        environment.pass();
        assertThat(target.stream.info(new StreamInfoRequest(0, false, "")).sources())
                .extracting(source -> source.name() + " " + source.filterSubject())
                .contains("S s.2999")
                .hasSize(SOURCES);
        target.stream.stop();
    }
}
