package io.natter.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.transport.ServerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which servers are tried, in which order. */
class ServerPoolTest {
    private static List<ServerAddress> addresses(String... names) {
        return List.of(names).stream().map(ServerAddress::parse).toList();
    }

    private static ServerPool pool(boolean keepsOrder, String... names) {
        return new ServerPool(addresses(names), keepsOrder, false, new Random(1));
    }

    private static List<String> hosts(List<ServerAddress> servers) {
        return servers.stream().map(ServerAddress::host).toList();
    }

    @Test
    void keepsTheOrderBehindTheCurrentOne() {
        ServerPool pool = pool(true, "a", "b", "c");
        assertThat(hosts(pool.round())).containsExactly("a", "b", "c");
        pool.connected(ServerAddress.parse("b"));
        assertThat(hosts(pool.round())).containsExactly("c", "a", "b");
        assertThat(hosts(pool.others())).containsExactly("c", "a");
    }

    @Test
    void shufflesWithoutRepeatingAndTriesTheCurrentOneLast() {
        ServerPool pool = pool(false, "a", "b", "c", "d", "e");
        pool.connected(ServerAddress.parse("c"));
        var firsts = new ArrayList<String>();
        for (int i = 0; i < 100; i++) {
            List<String> round = hosts(pool.round());
            assertThat(round).containsExactlyInAnyOrder("a", "b", "c", "d", "e").endsWith("c");
            firsts.add(round.get(0));
        }
        assertThat(firsts).contains("a", "b", "d", "e");
    }

    @Test
    void mergesAndPrunesWhatTheClusterTells() {
        ServerPool pool = pool(true, "a", "b");
        ServerAddress a = ServerAddress.parse("a");
        pool.connected(a);
        assertThat(pool.discovered(a, List.of("a:4222", "c:4222", "d:4223"))).hasSize(2);
        assertThat(pool.discovered(a, List.of("a:4222", "c:4222"))).isEmpty();
        assertThat(hosts(pool.round())).containsExactly("b", "c", "a");
        assertThat(pool.discovered(a, List.of())).isEmpty();
        assertThat(pool.discovered(a, List.of("not an address", "a:99999"))).isEmpty();
        assertThat(hosts(pool.round())).contains("a", "b");
    }

    @Test
    void neverForgetsTheOneThatTells() {
        ServerPool pool = pool(true, "a");
        ServerAddress a = ServerAddress.parse("a");
        pool.discovered(a, List.of("b:4222"));
        ServerAddress b = a.discovered("b:4222");
        pool.connected(b);
        pool.discovered(b, List.of("c:4222"));
        assertThat(hosts(pool.round())).containsExactly("c", "a", "b");
    }

    @Test
    void ignoresWhatTheClusterTellsIfAsked() {
        var pool = new ServerPool(addresses("a"), true, true, new Random(1));
        assertThat(pool.discovered(ServerAddress.parse("a"), List.of("b:4222"))).isEmpty();
        assertThat(hosts(pool.round())).containsExactly("a");
    }

    @Test
    void leavesOutWhoRefusedTwiceInARow() {
        ServerPool pool = pool(true, "a", "b");
        ServerAddress a = ServerAddress.parse("a");
        pool.authenticationFailed(a);
        pool.connected(a);
        pool.authenticationFailed(a);
        assertThat(hosts(pool.round())).containsExactly("b", "a");
        pool.authenticationFailed(a);
        assertThat(hosts(pool.round())).containsExactly("b");
        pool.authenticationFailed(ServerAddress.parse("b"));
        pool.authenticationFailed(ServerAddress.parse("b"));
        assertThat(pool.isExhausted()).isTrue();
        pool.readmitAll();
        assertThat(hosts(pool.round())).containsExactly("b", "a");
    }

    @Test
    void countsEqualSeedsOnce() {
        assertThat(pool(true, "a", "nats://A:4222", "b").names()).containsExactly("nats://a:4222", "nats://b:4222");
    }

    @Test
    void replacedSeedsAreForgottenAndDiscoveredServersStay() {
        ServerPool pool = pool(true, "a", "b");
        pool.discovered(ServerAddress.parse("a"), List.of("c:4222", "d:4222"));
        pool.replaceSeeds(addresses("e", "c", "E"));
        assertThat(hosts(pool.round())).containsExactly("e", "c", "d");
        pool.discovered(ServerAddress.parse("e"), List.of("f:4222"));
        assertThat(hosts(pool.round())).containsExactly("e", "c", "f"); // c is a seed now
    }
}
