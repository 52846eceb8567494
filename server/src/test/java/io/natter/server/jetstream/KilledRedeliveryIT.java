package io.natter.server.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed between deliveries: how often a message was delivered is not forgotten, and none is stuck (T31). */
class KilledRedeliveryIT {
    private static final int MESSAGES = 8;
    private static final int DELIVER_MAX = 3;
    private static final String CONSUMER =
            "{\"stream_name\":\"S\",\"config\":{\"durable_name\":\"C\",\"ack_policy\":\"explicit\","
                    + "\"ack_wait\":3600000000000,\"max_deliver\":" + DELIVER_MAX + "}}";
    private static final Pattern DELIVERY = Pattern.compile("(\\$JS\\.ACK\\.S\\.C\\.(\\d+)\\.(\\d+)\\.\\S+)");

    private final Map<Integer, List<Integer>> counts = new TreeMap<>(); // by sequence, the counts it came with

    @TempDir
    Path directory;

    @Test
    void countsGoOnAcrossKillsAndNothingIsStuck() throws IOException {
        try (VictimProcess server = VictimProcess.start(directory);
                JetStreamTalk talk = new JetStreamTalk(server.port())) {
            talk.ask("$JS.API.STREAM.CREATE.S", "{\"name\":\"S\",\"subjects\":[\"s.>\"]}");
            talk.ask("$JS.API.CONSUMER.CREATE.S.C", CONSUMER);
            for (int i = 1; i <= MESSAGES; i++) {
                talk.ask("s." + i, "x");
            }
        }
        for (int round = 1; round <= DELIVER_MAX; round++) {
            try (VictimProcess server = VictimProcess.start(directory);
                    JetStreamTalk talk = new JetStreamTalk(server.port())) {
                deliverAndRefuse(talk);
            }
        }
        try (VictimProcess server = VictimProcess.start(directory);
                JetStreamTalk talk = new JetStreamTalk(server.port())) {
            assertThat(deliverAndRefuse(talk))
                    .as("past the most deliveries: %s", counts)
                    .isZero();
            assertThat(talk.ask("$JS.API.CONSUMER.INFO.S.C", "")).contains("\"num_pending\":0");
        }
        assertThat(counts.keySet()).hasSize(MESSAGES);
        counts.forEach((seq, each) -> assertThat(each).as("sequence " + seq).containsExactly(1, 2, 3));
    }

    // Each is refused with a confirmation, so that its count is on disk when the server dies. One is ended instead,
    // which ends it.
    private int deliverAndRefuse(JetStreamTalk talk) {
        Matcher delivery = DELIVERY.matcher(talk.pull("S", "C", MESSAGES + 1));
        List<String> acks = new ArrayList<>();
        while (delivery.find()) {
            counts.computeIfAbsent(Integer.parseInt(delivery.group(3)), seq -> new ArrayList<>())
                    .add(Integer.parseInt(delivery.group(2)));
            acks.add(delivery.group(1));
        }
        acks.forEach(ack -> assertThat(talk.ask(ack, "-NAK")).contains(" 0\r\n"));
        return acks.size();
    }
}
