package io.natter.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The HTTP listener over real sockets. */
class MonitorServerIT {
    private final FakeServerState state = new FakeServerState();

    @Test
    void servesEveryPage() throws Exception {
        state.connections.add(new FactsBuilder(7).user("A", "a").build());
        state.accounts.add(FakeServerState.account("A", 1));
        state.loops.add(new LoopFacts("loop-0", 1, 0, Traffic.NONE));
        try (MonitorServer server = MonitorServer.start(new MonitorSettings("127.0.0.1", 0, "", null), state)) {
            for (String path : new String[] {
                "/",
                "/varz",
                "/connz?auth=1",
                "/subsz?subs=1",
                "/accountz?acc=A",
                "/accstatz",
                "/healthz",
                "/routez",
                "/leafz",
                "/gatewayz",
                "/jsz",
                "/raftz",
                "/ipqueuesz?all=1",
                "/stacksz",
                "/debug/vars",
                "/nope",
                "/metrics",
                "/connz?limit=x"
            }) {
                HttpReader.Answer reply = HttpReader.get(server.address(), path);
                assertThat(reply.body()).isNotEmpty();
            }
        }
    }
}
