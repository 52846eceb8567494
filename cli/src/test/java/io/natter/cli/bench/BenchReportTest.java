package io.natter.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BenchReportTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void tellsOneClientOnOneLine() {
        BenchSample sample = new BenchSample(
                100_000, 100_000, 12_800_000, 0, SECOND / 2, Latencies.of(new long[] {4_000, 1_000, 2_500, 1_001_234}));
        assertThat(new BenchReport(BenchKind.PUBLISH, "run", List.of(sample)).text())
                .isEqualTo("NATS Core NATS publisher stats: 200,000 msgs/sec ~ 24 MiB/sec ~ min: 1us ~ avg: 252.18us"
                        + " ~ max: 1,001.23us ~ P50: 2.5us ~ P90: 1,001.23us ~ P99: 1,001.23us ~ P99.9: 1,001.23us\n");
    }

    @Test
    void tellsSeveralClientsAndTheirSum() {
        BenchSample one = new BenchSample(500, 500, 5_000, 0, SECOND, Latencies.NONE);
        BenchSample other = new BenchSample(500, 500, 5_000, SECOND / 2, SECOND * 5 / 2, Latencies.NONE);
        assertThat(new BenchReport(BenchKind.SUBSCRIBE, "run", List.of(one, other)).text())
                .isEqualTo("""
                          [1] 500 msgs/sec ~ 4.9 KiB/sec (500 msgs)
                          [2] 250 msgs/sec ~ 2.4 KiB/sec (500 msgs)

                          NATS Core NATS subscriber aggregated stats: 400 msgs/sec ~ 3.9 KiB/sec
                          message rates min 250 | avg 375 | max 500 | stddev 125 msgs
                        """);
    }

    @Test
    void writesALineForEachClientInTheCsv() {
        BenchSample sample = new BenchSample(10, 20, 1_280, 0, SECOND, Latencies.of(new long[] {1_000, 3_000}));
        assertThat(new BenchReport(BenchKind.REQUEST, "run", List.of(sample))
                        .csv()
                        .lines())
                .containsExactly(
                        "#RunID,ClientID,MsgCount,MsgBytes,MsgsPerSec,BytesPerSec,DurationSecs,MinLatencyMicroSecs,"
                                + "AvgLatencyMicroSecs,MaxLatencyMicroSecs,P50LatencyMicroSecs,P90LatencyMicroSecs,"
                                + "P99LatencyMicroSecs,P99.9LatencyMicroSecs,StdDevLatencyMicroSecs",
                        "run,P0,20,1280,10,1280.000000,1.000000,1.000000,2.000000,3.000000,1.000000,3.000000,3.000000,"
                                + "3.000000,1.000000");
    }

    @ParameterizedTest(name = "{0} messages for {1} clients")
    @CsvSource({"10, 3", "1, 1", "7, 7", "100000, 7"})
    void sharesAddUpAndFollowEachOther(long messages, int clients) {
        BenchFlags flags = new BenchFlags();
        flags.messages = messages;
        flags.clients = clients;
        long next = 0;
        for (int i = 0; i < clients; i++) {
            assertThat(flags.offset(i)).isEqualTo(next);
            next += flags.share(i);
        }
        assertThat(next).isEqualTo(messages);
    }
}
