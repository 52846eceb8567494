package io.natter.server.monitor;

import io.avaje.json.mapper.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Renders pages without a socket. Confined to the test. */
final class RenderedPage {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private RenderedPage() {}

    static Pages pages(FakeServerState state, String basePath) {
        ProcessFigures process = new ProcessFigures(new FixedProcess(), () -> 0);
        return new Pages(
                state,
                Clock.fixed(FakeServerState.NOW, ZoneOffset.UTC),
                process,
                basePath,
                () -> new VarzPage.HttpEndpoint("127.0.0.1", 8222, 0, basePath));
    }

    /** Renders {@code pathAndQuery}, whose query is not encoded. */
    static PageReply render(Pages pages, String pathAndQuery) {
        int question = pathAndQuery.indexOf('?');
        if (question < 0) {
            return pages.render(PageRequest.of(pathAndQuery));
        }
        Map<String, List<String>> options = new HashMap<>();
        for (String pair : pathAndQuery.substring(question + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            options.put(pair.substring(0, equals), List.of(pair.substring(equals + 1)));
        }
        return pages.render(new PageRequest(pathAndQuery.substring(0, question), options));
    }

    static PageReply render(FakeServerState state, String pathAndQuery) {
        return render(pages(state, ""), pathAndQuery);
    }

    static String text(FakeServerState state, String pathAndQuery) {
        return text(render(state, pathAndQuery));
    }

    static String text(PageReply reply) {
        return new String(reply.body(), StandardCharsets.UTF_8);
    }

    static Map<String, Object> json(FakeServerState state, String pathAndQuery) {
        return JSON.fromJsonObject(text(state, pathAndQuery));
    }

    /** A list of objects inside a page. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> list(Map<String, Object> page, String name) {
        return (List<Map<String, Object>>) page.getOrDefault(name, List.of());
    }

    /** A process that always takes the same. Immutable. */
    private static final class FixedProcess implements ProcessFigures.Source {
        @Override
        public long cpuTimeNs() {
            return 0;
        }

        @Override
        public long residentBytes() {
            return 64L << 20;
        }

        @Override
        public int coreCount() {
            return 2;
        }
    }
}
