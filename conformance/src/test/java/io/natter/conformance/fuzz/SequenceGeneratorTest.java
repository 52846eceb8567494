package io.natter.conformance.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SequenceGeneratorTest {
    @Test
    void makesTheSameFromTheSameSeed() {
        SequenceGenerator one = new SequenceGenerator(42);
        SequenceGenerator other = new SequenceGenerator(42);
        for (int i = 0; i < 200; i++) {
            assertThat(one.next()).usingRecursiveComparison().isEqualTo(other.next());
            assertThat(one.pieceBytes()).isEqualTo(other.pieceBytes());
        }
    }

    @Test
    void usesEveryVerb() {
        SequenceGenerator generator = new SequenceGenerator(1);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            List<byte[]> operations = generator.next();
            operations.forEach(bytes -> all.append(new String(bytes, StandardCharsets.ISO_8859_1)));
        }
        String text = all.toString();
        assertThat(List.of("CONNECT ", "PUB ", "HPUB ", "SUB ", "UNSUB ", "PING", "PONG", "+OK", "-ERR", "INFO "))
                .filteredOn(verb -> !text.contains(verb))
                .isEmpty();
    }
}
