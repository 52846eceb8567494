package io.natter.server.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.ApiStats;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamState;
import io.natter.server.monitor.JetStreamFacts.AccountStreams;
import io.natter.server.monitor.JetStreamFacts.StreamFacts;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JszPageTest {
    private final FakeServerState state = new FakeServerState();
    private final Page page = new JszPage(
            state, Clock.fixed(FakeServerState.NOW, ZoneOffset.UTC), request -> PageReply.text(200, "none"));

    private static JetStreamFacts facts() {
        StreamInfo info = StreamInfo.builder()
                .config(StreamConfig.builder("S").subjects(List.of("s.>")).build())
                .state(StreamState.builder()
                        .messages(3)
                        .bytes(90)
                        .consumerCount(2)
                        .build())
                .build();
        ConsumerInfo consumer = ConsumerInfo.builder()
                .streamName("S")
                .name("c")
                .config(ConsumerConfig.builder().name("c").build())
                .build();
        ConsumerInfo direct = consumer.toBuilder().name("own").build();
        StreamFacts stream = new StreamFacts(info, List.of(consumer), List.of(direct));
        JetStreamFacts.Usage usage = new JetStreamFacts.Usage(1, 2, -1, 4);
        ApiStats api = new ApiStats(5, 6, 7, 0);
        return new JetStreamFacts(
                new JetStreamFacts.Settings(10, 20, "/store", 0, "hub", "", true, Map.of("max_ack_pending", 9L)),
                usage,
                api,
                new JetStreamFacts.StoreFacts(1, 2, 3, 4, List.of(5L, 6L)),
                List.of(
                        new AccountStreams("A", usage, api, List.of(stream)),
                        new AccountStreams("B", usage, api, List.of())));
    }

    private String rendered(String options) {
        Map<String, List<String>> given = new HashMap<>();
        for (String option : options.split("&", -1)) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                given.put(option.substring(0, equals), List.of(option.substring(equals + 1)));
            }
        }
        return new String(page.render(new PageRequest("/jsz", given)).body(), UTF_8).replaceAll("\\s+", "");
    }

    @Test
    void withoutJetStreamItIsAnotherPage() {
        assertThat(rendered("")).isEqualTo("none");
    }

    @Test
    void totalsAreThoseOfAllAccounts() {
        state.jetStream = facts();

        assertThat(rendered(""))
                .contains("\"streams\":1,\"consumers\":2,\"messages\":3,\"bytes\":90,\"total\":2")
                .contains("\"reserved_memory\":18446744073709551615,\"reserved_storage\":4")
                .contains("\"store_dir\":\"/store\",\"sync_always\":true,\"domain\":\"hub\"")
                .contains("\"limits\":{\"max_ack_pending\":9}")
                .doesNotContain("account_details");
    }

    @ParameterizedTest(name = "{0} shows {1}, not {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    accounts=1                            | "name":"B"           | stream_detail
                    accounts=1&limit=1                    | "name":"A"           | "name":"B"
                    accounts=1&offset=1                   | "name":"B"           | "name":"A"
                    acc=A                                 | "name":"A"           | stream_detail
                    acc=A&streams=1                       | stream_detail        | "config":{"name"
                    acc=A&streams=1&config=1              | "config":{"name":"S" | consumer_detail
                    acc=A&consumers=1                     | consumer_detail      | direct_consumer_detail
                    acc=A&consumers=1&direct-consumers=1  | "name":"own"         | "ack_policy"
                    acc=A&consumers=1&config=1            | "ack_policy"         | "name":"own"
                    raft=1                                | "streams_leader":1   | account_details
                    """)
    void optionsDecideWhatIsShown(String options, String shown, String hidden) {
        state.jetStream = facts();

        assertThat(rendered(options)).contains(shown).doesNotContain(hidden);
    }

    @Test
    void metricsTellOfStreamsConsumersAndForces() {
        state.jetStream = facts();
        byte[] text = new MetricsPage(state, Map.of())
                .render(PageRequest.of("/metrics"))
                .body();

        assertThat(new String(text, UTF_8))
                .contains("jetstream_server_total_messages{", "jetstream_stream_total_bytes{")
                .contains("jetstream_consumer_num_pending{", "consumer_name=\"c\"")
                .contains("nats_store_force_seconds_bucket{le=\"1.0E-6\"} 5", "nats_store_force_seconds_count 11");
    }
}
