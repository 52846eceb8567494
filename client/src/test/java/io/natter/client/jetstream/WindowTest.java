package io.natter.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.Outgoing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A slot has one message at a time, and a reply subject only its latest try knows. */
final class WindowTest {
    private static final String PREFIX = "_INBOX.x.";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "0, 0",
                "15, 15",
                "15_a3, 15",
                "16, -1",
                "99999999999, -1",
                "'', -1",
                "_a, -1",
                "x, -1",
                "1x, -1",
                "-1, -1",
            })
    void findsTheSlotOfAnAnswer(String token, int slot) {
        assertThat(new Window(PREFIX, 16).slotOf(PREFIX + token)).isEqualTo(slot);
    }

    @Test
    void knowsALateAnswerByItsSubject() {
        Window window = new Window(PREFIX, 1);
        Outgoing message = Outgoing.of("a", "x");
        int slot = window.take();
        window.fill(slot, message, 0);
        String first = window.replyOf(slot);
        assertThat(window.again(window.sentOf(slot, message))).isTrue();
        assertThat(window.messageOf(slot, first)).isNull();
        assertThat(window.messageOf(slot, window.replyOf(slot))).isSameAs(message);
    }

    @Test
    void doesWhatAMapDoes() {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        Random random = new Random(seed);
        Window window = new Window(PREFIX, 32);
        Map<String, Outgoing> model = new HashMap<>(); // by reply subject
        List<String> order = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            if (random.nextBoolean()) {
                int slot = window.take();
                assertThat(slot >= 0).as("seed %d", seed).isEqualTo(model.size() < 32);
                if (slot >= 0) {
                    Outgoing message = Outgoing.of("s" + step, "");
                    window.fill(slot, message, step);
                    model.put(window.replyOf(slot), message);
                    order.add(message.subject());
                }
            } else if (!model.isEmpty()) {
                String reply = List.copyOf(model.keySet()).get(random.nextInt(model.size()));
                int slot = window.slotOf(reply);
                Outgoing message = Objects.requireNonNull(model.remove(reply));
                assertThat(window.messageOf(slot, reply)).as("seed %d", seed).isSameAs(message);
                if (random.nextInt(4) == 0) {
                    assertThat(window.again(window.sentOf(slot, message))).isTrue();
                    model.put(window.replyOf(slot), message);
                } else {
                    window.clear(slot);
                    order.remove(message.subject());
                }
            }
            assertThat(window.inFlight()).as("seed %d", seed).isEqualTo(model.size());
        }
        assertThat(window.sent())
                .as("seed %d", seed)
                .extracting(sent -> sent.message().subject())
                .containsExactlyElementsOf(order);
    }
}
