package io.natter.server.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.RawClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed while a consumer works: what an answer has confirmed never comes again, everything else does (D183, T3). */
final class KilledConsumerIT {
    private static final int ROUNDS = Integer.getInteger("natter.kills", 4);
    private static final int MESSAGES = 60;
    private static final String STREAM = "{\"name\":\"S\",\"subjects\":[\"s.>\"]}";
    private static final String CONSUMER = "{\"stream_name\":\"S\",\"config\":{\"name\":\"C\",\"durable_name\":\"C\","
            + "\"ack_policy\":\"explicit\",\"ack_wait\":100000000}}";
    private static final Pattern DELIVERY =
            Pattern.compile("MSG s\\.\\d+ 1 (\\$JS\\.ACK\\.S\\.C\\.\\d+\\.(\\d+)\\.\\S+) ");

    private final long seed = Long.getLong("natter.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Set<Long> confirmed = new TreeSet<>();
    private final Set<Long> acknowledged = new TreeSet<>();

    @TempDir
    Path directory;

    @Test
    void confirmedMessagesNeverComeAgainAndAllOthersDo() throws IOException {
        try (VictimProcess server = VictimProcess.start(directory);
                RawClient client = connected(server)) {
            request(client, "$JS.API.STREAM.CREATE.S", STREAM, "did_create");
            request(client, "$JS.API.CONSUMER.CREATE.S.C", CONSUMER, "consumer_create_response");
            for (int i = 0; i < MESSAGES; i++) {
                request(client, "s." + i, "x", "\"seq\":" + (i + 1) + "}");
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            try (VictimProcess server = VictimProcess.start(directory);
                    RawClient client = connected(server)) {
                work(client);
            }
        }
        try (VictimProcess server = VictimProcess.start(directory);
                RawClient client = connected(server)) {
            Set<Long> came = new TreeSet<>(acknowledged);
            for (int pulls = 0; pulls < 100 && came.size() < MESSAGES; pulls++) {
                came.addAll(pull(client).keySet());
            }
            assertThat(came).as("seed " + seed).hasSize(MESSAGES);
        }
    }

    private static RawClient connected(VictimProcess server) throws IOException {
        RawClient client = RawClient.connected(server.port(), ",\"headers\":true,\"no_responders\":true");
        client.send("SUB in.> 1\r\n");
        return client;
    }

    private static void request(RawClient client, String subject, String body, String answer) throws IOException {
        client.send("PUB " + subject + " in.r " + body.length() + "\r\n" + body + "\r\n");
        client.readTo(answer);
    }

    // Some acknowledgements are waited for, some are on their way when the server is killed.
    private void work(RawClient client) throws IOException {
        Map<Long, String> came = pull(client);
        int waitedFor = random.nextInt(8);
        for (Map.Entry<Long, String> each : came.entrySet()) {
            boolean isWaitedFor = waitedFor-- > 0;
            if (!isWaitedFor && random.nextInt(5) > 0) {
                continue;
            }
            acknowledged.add(each.getKey());
            client.send("PUB " + each.getValue() + " in.a." + each.getKey() + " 0\r\n\r\n");
            if (isWaitedFor) {
                client.readTo("MSG in.a." + each.getKey() + " 1 0\r\n");
                confirmed.add(each.getKey());
            }
        }
    }

    /** The reply subjects of what came, by sequence: all there is, ended by a status. */
    private Map<Long, String> pull(RawClient client) throws IOException {
        String body = "{\"batch\":1000,\"no_wait\":true,\"expires\":200000000}";
        client.send("PUB $JS.API.CONSUMER.MSG.NEXT.S.C in.m " + body.length() + "\r\n" + body + "\r\n");
        Map<Long, String> came = new TreeMap<>();
        Matcher delivery = DELIVERY.matcher(client.readTo("NATS/1.0 40"));
        while (delivery.find()) {
            long seq = Long.parseLong(delivery.group(2));
            assertThat(confirmed)
                    .as("seed %d, sequence %d came again", seed, seq)
                    .doesNotContain(seq);
            came.put(seq, delivery.group(1));
        }
        return came;
    }
}
