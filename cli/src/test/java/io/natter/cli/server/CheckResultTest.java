package io.natter.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CheckResultTest {
    private final CheckResult result = new CheckResult("stream", "ORDERS");

    @Test
    void speaksToNagios() {
        result.good("0 sources");
        result.metric("sources", 0, "", 0, 0, "Sources");
        assertThat(result.render(CheckResult.Format.NAGIOS, "ns")).isEqualTo("OK ORDERS OK:0 sources | sources=0\n");
        result.warning("7 messages");
        result.metric("lag", 1.25, "s", 0, 5, "Lag");
        assertThat(result.exitCode(CheckResult.Format.NAGIOS)).isEqualTo(1);
        result.critical("no leader");
        result.metric("messages", 7, "", 10, 5, "Messages");
        assertThat(result.render(CheckResult.Format.NAGIOS, "ns"))
                .isEqualTo("CRITICAL ORDERS Crit:no leader Warn:7 messages OK:0 sources"
                        + " | sources=0 lag=1.2500s;;5.0000 messages=7;10;5\n");
        assertThat(result.exitCode(CheckResult.Format.NAGIOS)).isEqualTo(2);
        assertThat(result.exitCode(CheckResult.Format.PROMETHEUS)).isZero();
    }

    @Test
    void speaksToPrometheus() {
        result.metric("messages", 7, "", 10, 5, "Messages stored");
        assertThat(result.render(CheckResult.Format.PROMETHEUS, "ns")).isEqualTo("""
                # HELP ns_stream_messages Messages stored
                # TYPE ns_stream_messages gauge
                ns_stream_messages{item="ORDERS"} 7
                # HELP ns_stream_status_code Nagios compatible status code for stream
                # TYPE ns_stream_status_code gauge
                ns_stream_status_code{item="ORDERS",status="OK"} 0
                """);
    }

    @Test
    void speaksToProgramsAndPeople() {
        result.critical("no \"leader\"");
        result.metric("messages", 7, "", 10, 5, "Messages stored");
        assertThat(result.render(CheckResult.Format.JSON, "ns"))
                .contains("\"status\": \"CRITICAL\"", "\"check_suite\": \"stream\"", "\"no \\\"leader\\\"\"")
                .contains("\"perf_data\": [", "\"warning\": 10");
        assertThat(result.render(CheckResult.Format.TEXT, "ns"))
                .startsWith("ORDERS: CRITICAL\n")
                .contains("│ Critical │ no \"leader\"", "│ messages │     7 │");
    }
}
