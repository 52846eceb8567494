package io.natter.cli.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.text.JsonTree;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EventSheetTest {
    private static final String NAK = """
            {"type":"io.nats.jetstream.advisory.v1.nak","id":"i","timestamp":"2026-11-21T15:04:05.6Z",
            "stream":"ORDERS","consumer":"WORKERS","stream_seq":7,"deliveries":2}""";
    private static final String GONE = """
            {"type":"io.nats.server.advisory.v1.client_disconnect","id":"i","timestamp":"2026-11-21T15:04:05Z",
            "server":{"name":"s","tags":["a"]},"client":{"id":5},"reason":"Client Closed"}""";

    private static EventSheet sheet(String json) {
        return new EventSheet(
                JsonTree.parse(json.getBytes(StandardCharsets.UTF_8)), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    @Test
    void showsAllFields() {
        assertThat(sheet(NAK).extended()).isEqualTo("""

                [15:04:05] [i] Delivery NAKed

                      Stream: ORDERS
                    Consumer: WORKERS
                  Stream Seq: 7
                  Deliveries: 2
                """);
        assertThat(sheet(GONE).extended()).isEqualTo("""

                [15:04:05] [i] Client Disconnection

                  Reason: Client Closed

                Server:

                    Name: s
                    Tags: ["a"]

                Client:

                      Id: 5
                """);
    }

    @Test
    void showsOneLine() {
        assertThat(sheet(NAK).compact()).isEqualTo("15:04:05 [Delivery NAKed] ORDERS (7) > WORKERS: deliveries: 2");
        assertThat(sheet(GONE).compact()).isEqualTo("15:04:05 [Client Disconnection] reason: Client Closed");
    }

    @Test
    void isACloudEvent() {
        assertThat(sheet(NAK).cloudEvent())
                .startsWith("{\n  \"type\": \"io.nats.jetstream.advisory.v1.nak\",\n  \"time\": \"2026-")
                .contains("\"source\": \"urn:nats:jetstream\"", "\"subject\": \"advisory\"", "\"specversion\": \"1.0\"")
                .contains("\"data\": {\n    \"type\": ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            type                                          | more                  | title
            io.nats.jetstream.advisory.v1.stream_action   | ,"action":"create"    | Stream Create Action
            io.nats.jetstream.advisory.v1.consumer_action | ,"action":"delete"    | Consumer Delete Action
            io.nats.jetstream.advisory.v1.something_new   | ,"a":"b"              | Something New
            """)
    void hasATitle(String type, String more, String title) {
        assertThat(sheet("{\"type\":\"" + type + "\"" + more + "}").compact()).contains("[" + title + "]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}
            {"type":7}
            {"type":"io.nats.x"}
            {"type":"com.example.a.b.v1.c"}
            """)
    void knowsWhatIsNone(String json) {
        assertThat(sheet(json).isKnown()).isFalse();
    }
}
