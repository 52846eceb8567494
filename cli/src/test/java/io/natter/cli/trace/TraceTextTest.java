package io.natter.cli.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.cli.text.JsonTree;
import org.junit.jupiter.api.Test;

class TraceTextTest {
    private static final String ORIGIN = """
            {"server":{"name":"n1","id":"N1","cluster":"c","ver":"2.15.1","time":"2026-11-21T10:00:00.5Z"},
             "request":{"header":{"Nats-Trace-Dest":["t"]}},"hops":1,"events":[
             {"type":"in","ts":"2026-11-21T10:00:00.000001Z","kind":0,"cid":7,"name":"me","acc":"A","subj":"x"},
             {"type":"sm","ts":"2026-11-21T10:00:00.000002Z","to":"y"},
             {"type":"js","ts":"2026-11-21T10:00:00.000003Z","stream":"S","subject":"y"},
             {"type":"eg","ts":"2026-11-21T10:00:00.001234567Z","kind":0,"cid":8,"sub":"y","queue":"q"},
             {"type":"eg","ts":"2026-11-21T10:00:00.0005Z","kind":1,"cid":9,"name":"n2","hop":"1"}]}
            """;

    private static final String HOP = """
            {"server":{"name":"n2","id":"N2","cluster":"c","ver":"2.15.1"},
             "request":{"header":{"Nats-Trace-Hop":["1"]}},"events":[
             {"type":"in","ts":"2026-11-21T10:00:00.0004Z","kind":1,"cid":3,"name":"n1","acc":"A","subj":"y"},
             {"type":"eg","ts":"2026-11-21T10:00:00.0006Z","kind":0,"cid":4,"sub":"y","error":"no \\"room\\""}]}
            """;

    private static JsonTree tree(String json) {
        return JsonTree.parse(json.getBytes(UTF_8));
    }

    @Test
    void hopsAreIndentedBehindWhereTheMessageWent() {
        TraceEvents events = new TraceEvents();
        events.add(tree(HOP));
        assertThat(events.isComplete()).isFalse();
        events.add(tree(ORIGIN));
        assertThat(events.isComplete()).isTrue();
        assertThat(TraceText.of(events, false)).isEqualTo("""
                Client "me" cid:7 cluster:"c" server:"n1" version:"2.15.1"
                    Mapping subject:"y"
                --J JetStream action:"stored" stream:"S" subject:"y"
                --C Client cid:8 subject:"y" queue:"q"
                --> Router "n2" rid:9
                    Router "n1" rid:3 server:"n2" version:"2.15.1"
                    --C Client cid:4 subject:"y"
                      --X Error: no "room"

                Legend: Client: --C Router: --> Gateway: ==> Leafnode: ~~> JetStream: --J Error: --X

                Egress Count:

                     Client: 2
                  JetStream: 1
                     Router: 1
                """);
    }

    @Test
    void timesAreThoseSinceItCame() {
        TraceEvents events = new TraceEvents();
        events.add(tree(ORIGIN));
        events.add(tree(HOP));
        assertThat(TraceText.of(events, true))
                .contains(
                        "[0s] Client \"me\"",
                        "[1µs]     Mapping",
                        "[2µs] --J",
                        "[1.234ms] --C Client cid:8",
                        "[499µs] -->")
                .contains("    [Skew] Router \"n1\"", "    [100µs] --C Client cid:4");
    }

    @Test
    void nobodyInterestedIsSaid() {
        TraceEvents events = new TraceEvents();
        events.add(tree("""
                {"server":{"name":"n"},"events":[{"type":"in","kind":0,"cid":1}]}
                """));
        assertThat(TraceText.of(events, false))
                .contains("--X No active interest")
                .doesNotContain("Egress Count");
    }

    @Test
    void whatIsMissingOrOddIsEmpty() {
        TraceEvents events = new TraceEvents();
        events.add(tree("""
                {"events":[{"type":"in","kind":99,"ts":"yesterday"},{"type":"eg","kind":-5},{"type":"zz"},{}]}
                """));
        events.add(tree("""
                {"events":[{"type":"in"}],"request":[]}
                """));
        assertThat(TraceText.of(events, true)).contains("[0s] Client cid:0 server:\"\" version:\"\"");
    }
}
