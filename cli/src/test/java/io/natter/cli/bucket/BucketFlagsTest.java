package io.natter.cli.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.cli.text.GoDuration;
import io.natter.protocol.jetstream.Placement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class BucketFlagsTest {
    private static BucketFlags flags(String... arguments) {
        BucketFlags flags = new BucketFlags();
        CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();
        spec.addMixin("flags", CommandLine.Model.CommandSpec.forAnnotatedObject(flags));
        new CommandLine(spec)
                .registerConverter(Duration.class, GoDuration::parse)
                .parseArgs(arguments);
        return flags;
    }

    @Test
    void whatIsNotSaidStaysAsItWas() {
        BucketFlags flags = flags();
        Placement placement = new Placement("east", List.of("ssd"), "");
        assertThat(flags.description("old")).isEqualTo("old");
        assertThat(flags.ttl(Duration.ofSeconds(4))).isEqualTo(Duration.ofSeconds(4));
        assertThat(flags.replicas(3)).isEqualTo(3);
        assertThat(flags.maxBytes(5)).isEqualTo(5);
        assertThat(flags.isCompressed(true)).isTrue();
        assertThat(flags.placement(placement)).isEqualTo(placement);
        assertThat(flags.placement(null)).isNull();
        assertThat(flags.metadata(Map.of("a", "b"))).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void whatIsSaidHolds() {
        BucketFlags flags = flags(("--description new --ttl 1h --replicas 3 --max-bucket-size 1K --no-compress"
                        + " --metadata a=b:c --metadata d:e --tags ssd --tags eu")
                .split(" "));
        assertThat(flags.description("old")).isEqualTo("new");
        assertThat(flags.ttl(Duration.ZERO)).isEqualTo(Duration.ofHours(1));
        assertThat(flags.replicas(1)).isEqualTo(3);
        assertThat(flags.maxBytes(-1)).isEqualTo(1024);
        assertThat(flags.isCompressed(true)).isFalse();
        assertThat(flags("--compress").isCompressed(false)).isTrue();
        assertThat(flags.metadata(Map.of())).isEqualTo(Map.of("a", "b:c", "d", "e"));
        assertThat(flags.placement(new Placement("east", List.of("old"), "p")))
                .isEqualTo(new Placement("east", List.of("ssd", "eu"), "p"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"-1, -1", "0, -1", "1, 1", "4KB, 4096", "-5GB, -1"})
    void noSizeIsNoLimit(String text, long bytes) {
        assertThat(BucketFlags.bytes("--max-bucket-size", text)).isEqualTo(bytes);
    }

    @Test
    void namesTheFlagOfASizeThatIsNone() {
        assertThatThrownBy(() -> BucketFlags.bytes("--max-bucket-size", "many"))
                .hasMessageStartingWith("--max-bucket-size: size: got \"many\"");
    }
}
