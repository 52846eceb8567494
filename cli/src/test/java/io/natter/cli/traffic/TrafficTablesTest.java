package io.natter.cli.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TrafficTablesTest {
    private final TrafficTables tables = new TrafficTables();

    @Test
    void aSecondIsARowBelowTheOnesBefore() {
        tables.count("a", null, 100);
        tables.count("b", "_INBOX.x", 924);
        tables.next();
        tables.count("$JS.API.INFO", "_INBOX.x", 0);
        assertThat(tables.next())
                .contains("General Traffic")
                .contains("│ Requests │ JS API │ JS ACK │ System │ Rest │ Total Bytes │ Total Messages │\n")
                .contains("│        1 │      0 │      0 │      0 │    1 │     1.0 KiB │              2 │\n"
                        + "│        0 │      1 │      0 │      0 │    0 │         0 B │              1 │\n");
    }

    @Test
    void onlyTheLastElevenSecondsAreShown() {
        tables.count("first", null, 7);
        tables.next();
        for (int second = 0; second < 10; second++) {
            assertThat(tables.next()).contains("│         7 B │");
        }
        assertThat(tables.next()).doesNotContain("│         7 B │");
    }

    @Test
    void serversAmongThemselvesAreShownOnceTheyWereHeard() {
        assertThat(tables.next()).doesNotContain("Raft Traffic", "Cluster Traffic");
        tables.count("$NRG.V.g", "r", 1);
        assertThat(tables.next()).contains("Raft Traffic").doesNotContain("Cluster Traffic");
        assertThat(tables.next()).contains("Raft Traffic");
    }
}
