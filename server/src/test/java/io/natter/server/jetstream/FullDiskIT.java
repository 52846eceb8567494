package io.natter.server.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose disk is really full: publishers are refused, everything else goes on, and it needs no restart afterwards (T6). */
class FullDiskIT {
    private static final int MEGABYTES = 48;
    private static final int PUBLISHES_MAX = 2_000;
    private static final int BATCH = 20;
    private static final String LARGE = "x".repeat(200_000);
    private static final Pattern ACK_SUBJECT = Pattern.compile("(\\$JS\\.ACK\\.\\S+)");

    @TempDir
    Path directory;

    @Test
    void refusesPublishesWhileItIsFullAndGoesOnWhenThereIsSpace() throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        List<String> around = OwnFileSystem.ofMegabytes(MEGABYTES, disk);
        try (VictimProcess server = VictimProcess.start(disk, around, List.of());
                JetStreamTalk talk = new JetStreamTalk(server.port())) {
            prepare(talk);
            int stored = fill(talk, "a.large");
            int ofOther = fill(talk, "b.large"); // what the first left
            assertThat(ofOther).isLessThan(stored);
            othersGoOn(talk, 10 + ofOther);
            assertThat(talk.ask("$JS.API.STREAM.INFO.A", "")).contains("\"messages\":" + stored);
            assertThat(talk.ask("$JS.API.STREAM.PURGE.A", "")).contains("\"purged\":" + stored);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> !talk.ask("a.again", LARGE).contains("\"error\""));
            assertThat(talk.ask("b.again", LARGE)).contains("\"seq\":" + (11 + ofOther));
            assertThat(fill(talk, "a.large")).isGreaterThan(stored / 2);
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void aBatchThatFillsTheDiskIsAbandonedAndTheNextIsStored() throws IOException {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        List<String> around = OwnFileSystem.ofMegabytes(MEGABYTES, disk);
        try (VictimProcess server = VictimProcess.start(disk, around, List.of());
                JetStreamTalk talk = new JetStreamTalk(server.port())) {
            String config = "{\"name\":\"A\",\"subjects\":[\"a.>\"],\"allow_atomic\":true}";
            assertThat(talk.ask("$JS.API.STREAM.CREATE.A", config)).contains("did_create");
            assertThat(talk.ask("a.before", "x")).contains("\"seq\":1");
            int waiting = fillWithBatch(talk);
            assertThat(waiting)
                    .as("messages of the batch that waited, of 200,000 bytes each")
                    .isGreaterThan(50);
            assertThat(talk.ask("a.large", batch("full", waiting + 2, true), LARGE))
                    .contains("\"error\"");
            assertThat(talk.ask("$JS.API.STREAM.INFO.A", "")).contains("\"messages\":1,");
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> !talk.ask("a.after", "x").contains("\"error\""));
            for (int i = 1; i < BATCH; i++) {
                assertThat(talk.ask("a.large", batch("next", i, false), LARGE)).contains(" 0\r\n");
            }
            assertThat(talk.ask("a.large", batch("next", BATCH, true), LARGE))
                    .contains("\"batch\":\"next\"")
                    .contains("\"count\":" + BATCH);
            assertThat(server.isAlive()).isTrue();
        }
    }

    /** Adds to a batch until it is refused; returns how many were not. */
    private static int fillWithBatch(JetStreamTalk talk) {
        for (int waiting = 0; waiting < PUBLISHES_MAX; waiting++) {
            String answer = talk.ask("a.large", batch("full", waiting + 1, false), LARGE);
            if (answer.contains("\"error\"")) {
                assertThat(answer).contains("\"err_code\":10023").contains("insufficient resources");
                return waiting;
            }
        }
        throw new AssertionError("the disk was never full");
    }

    private static String batch(String id, int number, boolean isLast) {
        return "Nats-Batch-Id: " + id + "\r\nNats-Batch-Sequence: " + number + "\r\n"
                + (isLast ? "Nats-Batch-Commit: 1\r\n" : "");
    }

    private static void prepare(JetStreamTalk talk) {
        for (String name : List.of("A", "B")) {
            String subject = name.toLowerCase(java.util.Locale.ROOT) + ".>";
            String config = "{\"name\":\"" + name + "\",\"subjects\":[\"" + subject + "\"]}";
            assertThat(talk.ask("$JS.API.STREAM.CREATE." + name, config)).contains("did_create");
        }
        String consumer = "{\"stream_name\":\"B\",\"config\":{\"durable_name\":\"C\",\"ack_policy\":\"explicit\"}}";
        assertThat(talk.ask("$JS.API.CONSUMER.CREATE.B.C", consumer)).contains("\"num_pending\":0");
        for (int i = 1; i <= 10; i++) {
            assertThat(talk.ask("b." + i, "message " + i)).contains("\"seq\":" + i);
        }
    }

    /** Publishes until it is refused, as it is to be; returns how many were not. */
    private static int fill(JetStreamTalk talk, String subject) {
        for (int stored = 0; stored < PUBLISHES_MAX; stored++) {
            String answer = talk.ask(subject, LARGE);
            if (answer.contains("\"error\"")) {
                assertThat(answer).contains("\"err_code\":10023").contains("insufficient resources");
                return stored;
            }
        }
        throw new AssertionError("the disk was never full");
    }

    private static void othersGoOn(JetStreamTalk talk, int ofOther) {
        assertThat(talk.ask("$JS.API.STREAM.MSG.GET.A", "{\"seq\":1}")).contains("a.large");
        assertThat(talk.ask("$JS.API.STREAM.MSG.GET.B", "{\"seq\":3}")).contains("b.3");
        String came = talk.pull("B", "C", ofOther + 1);
        assertThat(came).contains("message 1").contains("message 10");
        Matcher ack = ACK_SUBJECT.matcher(came);
        assertThat(ack.find()).isTrue();
        assertThat(talk.ask(ack.group(1), "+ACK")).contains(" 0\r\n");
        assertThat(talk.ask("$JS.API.CONSUMER.INFO.B.C", "")).contains("\"num_ack_pending\":" + (ofOther - 1));
        assertThat(talk.ask("$JS.API.STREAM.MSG.DELETE.B", "{\"seq\":10}")).contains("\"success\":true");
    }
}
