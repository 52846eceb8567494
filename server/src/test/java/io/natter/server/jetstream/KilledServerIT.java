package io.natter.server.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.StreamConfig;
import io.natter.server.RawClient;
import io.natter.server.jetstream.stream.PreparedStream;
import io.natter.store.StoredRecord;
import io.natter.store.StreamStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server process that is killed while it takes messages: what was acknowledged is there, as it was sent, and in order (T3). */
class KilledServerIT {
    private static final int ROUNDS = Integer.getInteger("natter.kills", 4);
    private static final int WINDOW = 64;
    private static final Pattern ACK = Pattern.compile("MSG r\\.(\\d+) 1 \\d+\r\n\\{\"stream\":\"S\",\"seq\":(\\d+)}");

    @TempDir
    Path directory;

    @ParameterizedTest(name = "lazily: {0}")
    @ValueSource(booleans = {false, true})
    void keepsEveryMessageItAcknowledged(boolean isLazy) throws IOException {
        List<String> options = isLazy ? List.of(VictimProcess.lazily(Duration.ofMinutes(2))) : List.of();
        long seed = Long.getLong("natter.seed", System.nanoTime());
        var random = new Random(seed);
        PreparedStream.make(
                directory,
                StreamConfig.builder("S")
                        .subjects(List.of("s.>"))
                        .maxMessages(-1)
                        .maxBytes(-1)
                        .maxMessagesPerSubject(-1)
                        .maxMessageBytes(-1)
                        .duplicateWindow(Duration.ofMinutes(2))
                        .build());
        Map<Long, Integer> acknowledged = new TreeMap<>();
        int next = 0;
        for (int round = 0; round < ROUNDS; round++) {
            next = round(options, next, 500 + random.nextInt(4_000), acknowledged);
            check(acknowledged, seed);
        }
    }

    @ParameterizedTest(name = "lazily: {0}")
    @ValueSource(booleans = {false, true})
    void knowsTheIdOfEveryMessageItAcknowledged(boolean isLazy) throws IOException {
        List<String> options = isLazy ? List.of(VictimProcess.lazily(Duration.ofMinutes(2))) : List.of();
        PreparedStream.make(
                directory,
                StreamConfig.builder("S")
                        .subjects(List.of("s.>"))
                        .maxMessages(-1)
                        .maxBytes(-1)
                        .maxMessagesPerSubject(-1)
                        .maxMessageBytes(-1)
                        .duplicateWindow(Duration.ofMinutes(10))
                        .build());
        int count = 3_000; // more than are read at once
        var all = new StringBuilder("SUB r 1\r\n");
        for (int i = 0; i < count; i++) {
            String headers = "NATS/1.0\r\nNats-Msg-Id: " + i + "\r\n\r\n";
            all.append("HPUB s.a r ").append(headers.length()).append(' ').append(headers.length());
            all.append("\r\n").append(headers).append("\r\n");
        }
        for (int round = 0; round < 2; round++) {
            try (VictimProcess server = VictimProcess.start(directory, List.of(), options);
                    RawClient client = RawClient.connected(server.port(), ",\"headers\":true")) {
                client.send(all.toString());
                String duplicate = round == 0 ? "}" : ",\"duplicate\": true}";
                for (int i = 1; i <= count; i++) {
                    assertThat(client.readTo("}")).endsWith("{\"stream\":\"S\",\"seq\":" + i + duplicate);
                }
            }
        }
    }

    // Publishes until so many are acknowledged, kills the server in the middle of it, and returns the next number.
    private int round(List<String> options, int first, int wanted, Map<Long, Integer> acknowledged) throws IOException {
        int next = first;
        try (VictimProcess server = VictimProcess.start(directory, List.of(), options);
                RawClient client = RawClient.connected(server.port(), "")) {
            client.send("SUB r.* 1\r\n");
            int acked = 0;
            int inFlight = 0;
            while (acked < wanted) {
                var burst = new StringBuilder();
                for (; inFlight < WINDOW; inFlight++, next++) {
                    burst.append("PUB s.").append(next % 7).append(" r.").append(next);
                    String payload = "message " + next;
                    burst.append(' ')
                            .append(payload.length())
                            .append("\r\n")
                            .append(payload)
                            .append("\r\n");
                }
                client.send(burst.toString());
                Matcher ack = ACK.matcher(client.readTo("}"));
                assertThat(ack.find()).isTrue();
                acknowledged.put(Long.parseLong(ack.group(2)), Integer.parseInt(ack.group(1)));
                acked++;
                inFlight--;
            }
        }
        return next;
    }

    private void check(Map<Long, Integer> acknowledged, long seed) {
        PreparedStream.open(directory, "S", stream -> {
            assertThat(stream.reader().lastSeq()).as("seed " + seed).isGreaterThanOrEqualTo(lastKey(acknowledged));
            acknowledged.forEach((seq, number) -> {
                StoredRecord record = stream.reader().get(seq);
                assertThat(record).as("seed %s, sequence %s", seed, seq).isNotNull();
                String text = record == null ? "" : new String(record.payload(), UTF_8);
                assertThat(text).as("seed " + seed).isEqualTo("message " + number);
            });
            assertThat(stream.reader().state().removedCount())
                    .as("seed " + seed)
                    .isZero();
            assertThat(texts(stream)).as("seed " + seed).doesNotHaveDuplicates();
        });
    }

    private static List<String> texts(StreamStore stream) {
        return LongStream.rangeClosed(1, stream.reader().lastSeq())
                .mapToObj(stream.reader()::get)
                .filter(Objects::nonNull)
                .map(record -> new String(record.payload(), UTF_8))
                .toList();
    }

    private static long lastKey(Map<Long, Integer> acknowledged) {
        return acknowledged.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
