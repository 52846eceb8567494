package io.natter.server.monitor;

import io.natter.server.monitor.PageRequest.BadOptionException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All pages by path, and how often each was read.
 *
 * <p>Thread-safe.
 */
final class Pages {
    private static final String ROOT = "/";
    private static final String SUBSZ = "/subsz";

    private final String basePath;
    private final Map<String, Page> byPath = new LinkedHashMap<>();

    // Fixed keys: a path nobody has is never counted, so strangers cannot make this grow.
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    /** Prepares the pages; {@code http} is asked with every varz, since a free port is known only after listening. */
    Pages(
            ServerState state,
            Clock clock,
            ProcessFigures process,
            String basePath,
            Supplier<VarzPage.HttpEndpoint> http) {
        this.basePath = normalized(basePath);
        VarzPage varz = new VarzPage(state, clock, process, http, this::counts);
        AbsentPages absent = new AbsentPages(state, clock);
        DiagnosticPages diagnostic = new DiagnosticPages(state);
        Page subsz = new SubszPage(state, clock);
        byPath.put(ROOT, new IndexPage(state, clock, process, this.basePath));
        byPath.put("/varz", varz);
        byPath.put("/jsz", new JszPage(state, clock, absent::jsz));
        byPath.put("/connz", new ConnzPage(state, clock));
        byPath.put("/accountz", new AccountzPage(state, clock));
        byPath.put("/accstatz", new AccstatzPage(state, clock));
        byPath.put(SUBSZ, subsz);
        byPath.put("/subscriptionsz", subsz);
        byPath.put("/routez", absent::routez);
        byPath.put("/leafz", absent::leafz);
        byPath.put("/gatewayz", absent::gatewayz);
        byPath.put("/raftz", absent::raftz);
        byPath.put("/healthz", new HealthzPage(state, false));
        byPath.put(
                "/metrics",
                new MetricsPage(
                        state,
                        Map.of(
                                new FlattenedPage("gnatsd_varz"), varz,
                                new FlattenedPage("gnatsd_subsz"), subsz,
                                new FlattenedPage("gnatsd_routez"), absent::routez)));
        byPath.put("/ipqueuesz", diagnostic::ipqueuesz);
        byPath.put("/stacksz", diagnostic::stacksz);
        byPath.put("/debug/vars", diagnostic::debugVars);
    }

    /** Renders the page at {@code request}'s path, which still has the base path in front. */
    PageReply render(PageRequest request) {
        String path = pathOf(request.path());
        Page page = path == null ? null : byPath.get(path);
        if (path == null || page == null) {
            return PageReply.notFound();
        }
        counts.computeIfAbsent(path.equals("/subscriptionsz") ? SUBSZ : path, none -> new LongAdder())
                .increment();
        try {
            return page.render(request);
        } catch (BadOptionException bad) {
            return PageReply.badRequest(String.valueOf(bad.getMessage()));
        }
    }

    /** How often each page was read, by path; pages nobody read are missing. */
    Map<String, Long> counts() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((path, count) -> sums.put(path, count.sum()));
        return sums;
    }

    private @Nullable String pathOf(String full) {
        if (full.equals(basePath) || full.equals(basePath + "/")) {
            return ROOT;
        }
        return full.startsWith(basePath + "/") ? full.substring(basePath.length()) : null;
    }

    /** A base path with a slash in front and none at the end; empty when there is nothing but slashes. */
    static String normalized(String basePath) {
        StringBuilder path = new StringBuilder();
        for (String part : basePath.split("/", -1)) {
            if (!part.isEmpty()) {
                path.append('/').append(part);
            }
        }
        return path.toString();
    }
}
