package io.natter.server.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.StreamConfig;
import io.natter.server.RawClient;
import io.natter.server.jetstream.stream.PreparedStream;
import io.natter.store.StoredRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server process that is killed while atomic batches come: each of them is there whole or not at all, and whole if it was acknowledged. */
class KilledBatchesIT {
    private static final int ROUNDS = Integer.getInteger("natter.kills", 3);
    private static final int WINDOW = 8;
    private static final int SIZE = 20;
    private static final Pattern ACK = Pattern.compile(
            "MSG r\\.(\\d+) 1 \\d+\r\n\\{\"stream\":\"S\",\"seq\":\\d+,\"batch\":\"b\\d+\",\"count\":20}");

    @TempDir
    Path directory;

    @Test
    void keepsBatchesWholeOrNotAtAll() throws IOException {
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
                        .allowAtomic(true)
                        .duplicateWindow(Duration.ofMinutes(2))
                        .build());
        Set<Integer> acknowledged = new HashSet<>();
        int next = 0;
        for (int round = 0; round < ROUNDS; round++) {
            next = round(next, 20 + random.nextInt(200), acknowledged);
            check(acknowledged, seed);
        }
    }

    // Publishes until so many are acknowledged, kills the server in the middle of it, and returns the next number.
    private int round(int first, int wanted, Set<Integer> acknowledged) throws IOException {
        int next = first;
        try (VictimProcess server = VictimProcess.start(directory);
                RawClient client = RawClient.connected(server.port(), ",\"headers\":true")) {
            client.send("SUB r.* 1\r\n");
            int inFlight = 0;
            for (int acked = 0; acked < wanted; acked++) {
                for (; inFlight < WINDOW; inFlight++, next++) {
                    client.send(batch(next));
                }
                Matcher ack = ACK.matcher(client.readTo("\"count\":20}"));
                assertThat(ack.find()).isTrue();
                acknowledged.add(Integer.parseInt(ack.group(1)));
                inFlight--;
            }
        }
        return next;
    }

    private static String batch(int number) {
        var text = new StringBuilder();
        for (int i = 1; i <= SIZE; i++) {
            boolean isLast = i == SIZE;
            String headers = "NATS/1.0\r\nNats-Batch-Id: b" + number + "\r\nNats-Batch-Sequence: " + i + "\r\n"
                    + (isLast ? "Nats-Batch-Commit: 1\r\n" : "") + "\r\n";
            String payload = "batch " + number;
            text.append("HPUB s.").append(i).append(' ').append(isLast ? "r." + number + " " : "");
            text.append(headers.length()).append(' ').append(headers.length() + payload.length());
            text.append("\r\n").append(headers).append(payload).append("\r\n");
        }
        return text.toString();
    }

    private void check(Set<Integer> acknowledged, long seed) {
        PreparedStream.open(directory, "S", stream -> {
            Map<Integer, Integer> counts = new TreeMap<>();
            for (long seq = 1; seq <= stream.reader().lastSeq(); seq++) {
                StoredRecord record = stream.reader().get(seq);
                assertThat(record).as("seed %s, sequence %s", seed, seq).isNotNull();
                String text = record == null ? "" : new String(record.payload(), UTF_8);
                counts.merge(Integer.parseInt(text.substring("batch ".length())), 1, Integer::sum);
            }
            assertThat(counts.values()).as("seed " + seed).containsOnly(SIZE);
            assertThat(counts.keySet()).as("seed " + seed).containsAll(acknowledged);
        });
    }
}
