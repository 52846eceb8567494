package io.natter.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NuidTest {
    @Test
    void isTwentyTwoCharactersOfBase62() {
        assertThat(Nuid.next()).matches("[0-9A-Za-z]{22}");
        byte[] target = new byte[24];
        Nuid.next(target, 1);
        assertThat(new String(target, 1, 22, StandardCharsets.US_ASCII)).matches("[0-9A-Za-z]{22}");
        assertThat(target[23]).isZero();
    }

    @Test
    void neverRepeatsAcrossThreads() {
        List<Set<String>> perTask = IntStream.range(0, 8)
                .parallel()
                .mapToObj(task -> {
                    Set<String> ids = new HashSet<>();
                    for (int i = 0; i < 20_000; i++) {
                        ids.add(Nuid.next());
                    }
                    return ids;
                })
                .toList();
        Set<String> all = new HashSet<>();
        perTask.forEach(all::addAll);
        assertThat(all).hasSize(160_000);
        assertThat(Collections.min(all)).hasSize(Nuid.LENGTH);
    }
}
