package io.natter.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
    private static final List<String> ALL = List.of(
            "/",
            "/varz",
            "/connz?auth=1&subs=detail",
            "/subsz?subs=1",
            "/accountz",
            "/accountz?acc=A",
            "/accstatz",
            "/healthz",
            "/routez",
            "/leafz",
            "/gatewayz",
            "/jsz",
            "/ipqueuesz?all=1",
            "/stacksz",
            "/debug/vars",
            "/metrics");

    private final FakeServerState state = new FakeServerState();

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(textBlock = """
            '',          /,                200
            '',          /varz,            200
            '',          /varz/,           404
            '',          /nope,            404
            '',          varz,             404
            /,           /varz,            200
            nats,        /nats/varz,       200
            /nats/,      /nats/varz,       200
            /nats,       /nats,            200
            /nats,       /nats/,           200
            /nats,       /varz,            404
            /nats,       /,                404
            /nats,       /natsvarz,        404
            /a//b/,      /a/b/debug/vars,  200
            """)
    void pathsStartWithTheBasePath(String basePath, String path, int status) {
        assertThat(RenderedPage.render(RenderedPage.pages(state, basePath), path)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void requestsAreCountedByPage() {
        Pages pages = RenderedPage.pages(state, "");
        for (String path : new String[] {"/subsz", "/subscriptionsz", "/connz", "/nope", "/connz?limit=x"}) {
            RenderedPage.render(pages, path);
        }
        assertThat(pages.counts()).containsOnlyKeys("/subsz", "/connz");
        assertThat(pages.counts()).containsEntry("/subsz", 2L).containsEntry("/connz", 2L);
    }

    @Test
    void noPageShowsTheCommandLine() {
        state.accounts.add(FakeServerState.account("A", 1));
        List<String> secrets = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.length() > 8)
                .toList();
        assertThat(secrets).isNotEmpty();
        for (String path : ALL) {
            assertThat(RenderedPage.text(state, path)).as(path).doesNotContain(secrets);
            assertThat(RenderedPage.text(state, path)).as(path).doesNotContain(System.getProperty("sun.java.command"));
        }
    }

    @Test
    void raftGroupsAreNowhere() {
        PageReply reply = RenderedPage.render(state, "/raftz");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(RenderedPage.text(reply)).isEqualTo("No Raft nodes registered");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            /jsz?leader-only=1  | filtered response: not leader
            /jsz?limit=x        | Error decoding int for 'limit': strconv.Atoi: parsing "x": invalid syntax
            /routez?subs=x      | Error decoding boolean for 'subs': strconv.ParseBool: parsing "x": invalid syntax
            /leafz?subs=x       | Error decoding boolean for 'subs': strconv.ParseBool: parsing "x": invalid syntax
            /gatewayz?accs=x    | Error decoding boolean for 'accs': strconv.ParseBool: parsing "x": invalid syntax
            /accstatz?unused=x  | Error decoding boolean for 'unused': strconv.ParseBool: parsing "x": invalid syntax
            /ipqueuesz?all=x    | Error decoding boolean for 'all': strconv.ParseBool: parsing "x": invalid syntax
            """)
    void optionsThatMakeNoSenseAreRefusedOnEveryPage(String path, String why) {
        PageReply reply = RenderedPage.render(state, path);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(RenderedPage.text(reply)).isEqualTo(why);
    }

    @Test
    void queuesAreShownWhereSomethingWaits() {
        state.loops.add(new LoopFacts("loop-0", 1, 0, Traffic.NONE));
        state.loops.add(new LoopFacts("loop-1", 1, 5, Traffic.NONE));
        assertThat(RenderedPage.json(state, "/ipqueuesz")).containsOnlyKeys("loop-1");
        assertThat(RenderedPage.json(state, "/ipqueuesz?all=1")).containsOnlyKeys("loop-0", "loop-1");
        assertThat(RenderedPage.json(state, "/ipqueuesz?all=1&queues=-0")).containsOnlyKeys("loop-0");
    }

    @Test
    void theIndexLinksToPagesThatAreThereAndEscapesNames() {
        state.serverName = "<script>alert(1)</script>{{links}}";
        Pages pages = RenderedPage.pages(state, "/nats");
        String index = RenderedPage.text(RenderedPage.render(pages, "/nats"));
        assertThat(index).doesNotContain("<script>", "{{").contains("&lt;script&gt;");
        var links = Pattern.compile("href=\"([^\"]*)\"").matcher(index);
        int count = 0;
        while (links.find()) {
            String link = links.group(1).replace("&amp;", "&");
            assertThat(RenderedPage.render(pages, link).status())
                    .as(link)
                    .isIn(200, link.contains("raftz") ? 404 : 200);
            count++;
        }
        assertThat(count).isGreaterThan(10);
    }
}
