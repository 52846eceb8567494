package io.natter.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.PeerInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LeaderBalanceTest {
    /** A group of {@code leader others...}; another one with {@code !} before it is not up to date. */
    private static LeaderBalance.Group group(String name, String servers) {
        String[] words = servers.split(" ");
        List<PeerInfo> peers = Arrays.stream(words)
                .skip(1)
                .map(word ->
                        new PeerInfo(word.replace("!", ""), !word.startsWith("!"), false, Duration.ZERO, 0, "", false))
                .toList();
        String leader = words[0].equals("-") ? "" : words[0];
        ClusterInfo cluster = new ClusterInfo("C", "", leader, null, false, "", peers);
        return new LeaderBalance.Group(name, cluster, placement -> {});
    }

    private static List<LeaderBalance.Group> groups(List<String> all) {
        List<LeaderBalance.Group> groups = new ArrayList<>();
        for (String servers : all) {
            groups.add(group("g" + groups.size(), servers));
        }
        return groups;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a b c, a b c, a b c       | g0->b g1->c
            a b c, b a c, c a b       | ''
            a b, a b                  | g0->b
            a b, a b, b a             | ''
            a, a, a                   | ''
            a !b, a !b, a !b          | ''
            - a b, a b, b a           | ''
            a b, a c, a c, b c        | g0->b g1->c
            """)
    void aLeaderMovesWhereTwoFewerAreLed(String groups, String moves) {
        List<LeaderBalance.Move> plan = new LeaderBalance(groups(List.of(groups.split(", ")))).plan();
        assertThat(plan.stream()
                        .map(move -> move.group().what() + "->" + move.to())
                        .toList())
                .isEqualTo(moves.isEmpty() ? List.of() : List.of(moves.split(" ")));
    }

    @RepeatedTest(200)
    void whereEveryServerKeepsAllNoTwoDifferByMoreThanOne(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> servers = new ArrayList<>(List.of("a", "b", "c", "d", "e").subList(0, 1 + random.nextInt(5)));
        List<String> all = new ArrayList<>();
        for (int i = random.nextInt(50); i >= 0; i--) {
            Collections.shuffle(servers, random);
            all.add(String.join(" ", servers));
        }
        List<LeaderBalance.Group> groups = groups(all);
        Map<String, Integer> led = new HashMap<>();
        servers.forEach(server -> led.put(server, 0));
        groups.forEach(group -> led.merge(group.cluster().leader(), 1, Integer::sum));
        new LeaderBalance(groups).plan().forEach(move -> {
            led.merge(move.group().cluster().leader(), -1, Integer::sum);
            led.merge(move.to(), 1, Integer::sum);
        });
        assertThat(Collections.max(led.values()) - Collections.min(led.values()))
                .as("seed %s", repetition.getCurrentRepetition())
                .isLessThanOrEqualTo(1);
    }
}
