package io.natter.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.protocol.jetstream.StreamConfig;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an old server would drop without a word is refused, by its version or by what comes back. */
final class FeatureTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            2.9.25         | 2.10.0 | false
            2.10.0         | 2.10.0 | true
            2.10.22-beta.1 | 2.10.0 | true
            2.10.22        | 2.11.0 | false
            v2.12.1        | 2.12   | true
            3.0            | 2.14.0 | true
            dev            | 2.14.0 | true
            ''             | 2.14.0 | true
            """, delimiter = '|')
    void comparesVersions(String server, String wanted, boolean isAtLeast) {
        assertThat(ServerVersion.parse(server).isAtLeast(ServerVersion.parse(wanted)))
                .isEqualTo(isAtLeast);
    }

    @Test
    void tellsWhatAnAnswerLeavesOut() {
        StreamConfig asked = StreamConfig.builder("S").allowAtomic(true).build();
        StreamConfig dropped = StreamConfig.builder("S").build();
        ServerVersion version = ServerVersion.parse("2.10.1");
        assertThatThrownBy(() -> Echo.requireKept(StreamConfig.JSON, asked, dropped, Set.of(), version))
                .isInstanceOf(UnsupportedByServerException.class)
                .hasMessage("allow_atomic: not supported by this server (2.10.1): all was done but this");
    }

    @Test
    void tellsOfASwitchThatIsOffAgain() {
        StreamConfig asked = StreamConfig.builder("S").allowDirect(true).build();
        StreamConfig off = StreamConfig.builder("S").build();
        ServerVersion version = ServerVersion.parse("2.8.1");
        assertThatThrownBy(() -> Echo.requireKept(StreamConfig.JSON, asked, off, Set.of(), version))
                .isInstanceOfSatisfying(
                        UnsupportedByServerException.class,
                        e -> assertThat(e.feature()).isEqualTo("allow_direct"));
    }

    @Test
    void letsTheServerAdjustValues() {
        StreamConfig asked = StreamConfig.builder("S").maxMessages(0).build();
        StreamConfig kept =
                StreamConfig.builder("S").maxMessages(-1).replicas(1).build();
        Echo.requireKept(StreamConfig.JSON, asked, kept, Set.of(), ServerVersion.parse("2.15.0"));
    }
}
