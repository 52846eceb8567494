package io.natter.client.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who has which partitions. */
final class MembershipTest {
    @ParameterizedTest(name = "{0} of {1} has {3} of {2}")
    @CsvSource(textBlock = """
            a, a,         3,  0 1 2
            a, a b,       4,  0 1
            b, b a,       4,  2 3
            a, a b c,     10, 0 1 2 9
            b, a b c,     10, 3 4 5
            c, a b c a,   10, 6 7 8
            c, a b c,     2,  ''
            x, a b,       2,  ''
            a, a b c,     3,  0
            a, a b c d,   7,  0 4
            c, a b c d,   7,  2 6
            """)
    void partitionsGoInRunsAndWhatIsLeftOneByOne(String member, String members, int partitions, String own) {
        List<String> numbers = Membership.of(members.split(" ")).partitionsOf(member, partitions).stream()
                .map(String::valueOf)
                .toList();
        assertThat(String.join(" ", numbers)).isEqualTo(own);
    }

    @Test
    void everyPartitionHasOneMember() {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            int partitions = 1 + random.nextInt(30);
            String[] members = IntStream.range(0, 1 + random.nextInt(40))
                    .mapToObj(number -> "m" + random.nextInt(50))
                    .toArray(String[]::new);
            Membership membership = Membership.of(members);
            List<Integer> all = new ArrayList<>();
            membership.names().forEach(name -> all.addAll(membership.partitionsOf(name, partitions)));
            assertThat(all)
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, partitions).boxed().toList());
        }
    }

    @Test
    void mappingsAreTakenAsTheyAre() {
        Membership mapped = Membership.of(new MemberMapping("a", List.of(2, 0)), new MemberMapping("b", List.of(1)));
        assertThat(mapped.filtersOf("a", 3, List.of("x.*", "y"))).containsExactly("2.>", "0.>");
        assertThat(Membership.of("a", "b").filtersOf("b", 3, List.of("x.*", "y")))
                .containsExactly("1.x.*", "1.y");
        assertThat(mapped.names()).containsExactly("a", "b");
        assertThat(mapped.filtersOf("c", 3, List.of(">"))).isEmpty();
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Membership.of(new MemberMapping("a", List.of(0)), new MemberMapping("a", List.of(1))))
                .withMessage("mappings: got member a twice, expected it once");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Membership.of(new MemberMapping("a", List.of(0)), new MemberMapping("b", List.of(0))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Membership(List.of("a"), List.of(new MemberMapping("b", List.of(0)))));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new StaticGroupConfig(3, List.of(), Membership.of(new MemberMapping("a", List.of(0, 1)))))
                .withMessage("mappings: got partitions [0, 1], expected 0 to 2, each once");
        assertThatIllegalArgumentException().isThrownBy(() -> StaticGroupConfig.of(0, "a"));
    }
}
