package io.natter.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.StreamConfig;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ConfigDifferenceTest {
    private final StreamConfig before =
            StreamConfig.builder("ORDERS").subjects("b", "a").build();

    @Test
    void isEmptyWhereOnlyTheOrderOfSubjectsDiffers() {
        StreamConfig after = before.toBuilder().subjects("a", "b").build();
        assertThat(new ConfigDifference<>(StreamConfig.JSON, before, after).isEmpty())
                .isTrue();
    }

    @Test
    void showsWhatWasAndWhatIsToBe() {
        StreamConfig after = before.toBuilder()
                .description("Orders")
                .maxAge(Duration.ofSeconds(1))
                .build();
        assertThat(new ConfigDifference<>(StreamConfig.JSON, before, after).text())
                .isEqualTo("""
                Differences (-old +new):
                  + description: Orders
                  - max_age: 0
                  + max_age: 1000000000
                """);
    }
}
