package io.natter.protocol.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LongStringsTest {
    private static final String[] CHARACTERS = {
        "a", "\\n", "\\\"", "\\\\", "\\u00e9", "é", "€", "\\ud83d\\ude00", "😀", "/"
    };
    private static final String[] MEANINGS = {"a", "\n", "\"", "\\", "é", "é", "€", "😀", "😀", "/"};

    @ParameterizedTest(name = "{0} characters")
    @ValueSource(ints = {0, 1, 16_384, 32_768, 32_769, 50_000, 50_001, 200_000})
    void areReadWhateverTheirLength(int length) {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        StringBuilder meaning = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int which = random.nextInt(CHARACTERS.length);
            text.append(CHARACTERS[which]);
            meaning.append(MEANINGS[which]);
        }
        String json =
                "{\"k\":\"" + text + "\",\"n\":[{\"k\":\"" + text + "\"}],\"" + text + "-\":\"natter-0\",\"b\":1}";

        Map<String, @Nullable Object> tree = tree(json);

        assertThat(tree.get("k")).as("seed %d", seed).isEqualTo(meaning.toString());
        assertThat(tree.get("n")).isEqualTo(List.of(Map.of("k", meaning.toString())));
        assertThat(tree.get(meaning + "-")).isEqualTo("natter-0");
        assertThat(tree).containsKey("b");
    }

    @Test
    void longTextsOfShortStringsAreReadAsTheyAre() {
        StringBuilder json = new StringBuilder("{\"k\":[");
        for (int i = 0; i < 100_000; i++) {
            json.append(i == 0 ? "" : ",").append("\"").append(i).append("\"");
        }
        json.append("]}");

        assertThat((List<?>) tree(json.toString()).get("k")).hasSize(100_000);
    }

    private static Map<String, @Nullable Object> tree(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return JsonFields.read(bytes, 0, bytes.length, fields -> {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            while (fields.next()) {
                tree.put(fields.name(), fields.any());
            }
            return tree;
        });
    }
}
