package io.natter.server.config.read;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.natter.server.config.ConfigCheck;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whatever is done to a configuration, reading it ends with findings and never with anything else. */
class MutatedConfigTest {
    private static final String PIECES = "{}[](),;:=#/\"'\\ \n\t$.-0x\r\u0000\u00e9";
    private static final List<String> VALUES = List.of(
            "1",
            "-1",
            "true",
            "\"x\"",
            "[]",
            "{}",
            "[1]",
            "[{}]",
            "{a: 1}",
            "1.5",
            "99999999999",
            "\"\"",
            "2020-01-01T00:00:00Z");

    private static final List<String> FRAMES = List.of(
            "%s",
            "tls { %s }",
            "authorization { %s }",
            "authorization { users: [{ %s }] }",
            "authorization { permissions { %s } }",
            "accounts { A { %s } }",
            "accounts { A { exports: [{ %s }] } }",
            "accounts { A { imports: [{ %s }] } }",
            "jetstream { %s }",
            "cluster { %s }",
            "gateway { %s }",
            "leafnodes { %s }",
            "leafnodes { remotes: [{ %s }] }",
            "websocket { %s }",
            "mqtt { %s }",
            "resolver { %s }");

    @Test
    void neverThrowsForAnyBytes() throws IOException {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        Random random = new Random(seed);
        String text = AllKeysTest.text();
        for (int i = 0; i < 3000; i++) {
            int from = random.nextInt(text.length());
            String piece = text.substring(from, Math.min(text.length(), from + random.nextInt(400)));
            String mutated = mutated(piece, random);
            assertThatCode(() ->
                            ConfigCheck.of("f", mutated, name -> null).config().problems())
                    .as("seed " + seed + ", text " + mutated)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void neverThrowsForAnyKindOfValue() {
        for (String frame : FRAMES) {
            for (String key : names()) {
                boolean isKnown = !check(frame, key, "1").errors().toString().contains("nknown field");
                for (String value : isKnown ? VALUES : List.<String>of()) {
                    assertThatCode(() -> check(frame, key, value).config().problems())
                            .as(frame + " " + key + ": " + value)
                            .doesNotThrowAnyException();
                }
            }
        }
    }

    private static ConfigCheck check(String frame, String key, String value) {
        return ConfigCheck.of("f", String.format(frame, key + ": " + value), name -> null);
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>();
        AllKeysTest.tables().forEach(keys -> names.addAll(keys.names()));
        return names;
    }

    private static String mutated(String text, Random random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(6); i > 0 && mutated.length() > 0; i--) {
            int at = random.nextInt(mutated.length());
            char piece = PIECES.charAt(random.nextInt(PIECES.length()));
            switch (random.nextInt(3)) {
                case 0 -> mutated.insert(at, piece);
                case 1 -> mutated.deleteCharAt(at);
                default -> mutated.setCharAt(at, piece);
            }
        }
        return mutated.toString();
    }
}
