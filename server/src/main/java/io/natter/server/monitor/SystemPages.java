package io.natter.server.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.server.monitor.PageRequest.BadOptionException;
import io.natter.server.monitor.VarzPage.HttpEndpoint;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pages as the system account's services answer with them: the same bodies on one line (F1, F3).
 *
 * <p>Confined to one thread, which may wait for the event loops; the thread that takes load and memory of the process.
 */
public final class SystemPages {
    private static final int NO_CONTENT = 204;

    /** Load is that since the sample before: of less time it would say nothing. */
    private static final long SAMPLE_NS_MIN = 1_000_000_000;

    private final ProcessFigures process = new ProcessFigures(new JvmProcessSource(), System::nanoTime);
    private final ServerState state;
    private final StatszPage statsz;
    private final Map<SystemPage, Page> pages;
    private long sampledNs = System.nanoTime();

    /**
     * What a service answers. Immutable.
     *
     * @param json the body; null where there is an error, or nothing to be said
     * @param error why there is no body; null where there is one, or nothing to be said
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    public record Body(byte @Nullable [] json, @Nullable String error) {}

    /** @param http the listener whose pages these are too, as varz tells; null where there is none */
    public SystemPages(ServerState state, Supplier<@Nullable MonitorServer> http) {
        this.state = state;
        this.statsz = new StatszPage(state, process);
        Clock clock = Clock.systemUTC();
        AbsentPages absent = new AbsentPages(state, clock);
        DiagnosticPages diagnostic = new DiagnosticPages(state);
        JszPage jsz = new JszPage(state, clock, absent::jsz);
        AccountzPage accountz = new AccountzPage(state, clock);
        AccstatzPage accstatz = new AccstatzPage(state, clock);
        this.pages = Map.ofEntries(
                Map.entry(
                        SystemPage.VARZ,
                        new VarzPage(state, clock, process, () -> endpoint(http.get()), () -> counts(http.get()))),
                Map.entry(SystemPage.SUBSZ, new SubszPage(state, clock)),
                Map.entry(SystemPage.CONNZ, new ConnzPage(state, clock)),
                Map.entry(SystemPage.ROUTEZ, absent::routez),
                Map.entry(SystemPage.GATEWAYZ, absent::gatewayz),
                Map.entry(SystemPage.LEAFZ, absent::leafz),
                Map.entry(SystemPage.ACCOUNTZ, accountz),
                Map.entry(SystemPage.JSZ, jsz),
                Map.entry(SystemPage.HEALTHZ, new HealthzPage(state, true)),
                Map.entry(SystemPage.PROFILEZ, new ProfilezPage(diagnostic::stacksz)),
                Map.entry(SystemPage.EXPVARZ, diagnostic::debugVars),
                Map.entry(SystemPage.IPQUEUESZ, diagnostic::ipqueuesz),
                Map.entry(SystemPage.RAFTZ, request -> PageReply.json(PageWriter.compact(page -> {}))),
                Map.entry(SystemPage.ACCOUNT_INFO, accountz::renderDetail),
                Map.entry(SystemPage.ACCOUNT_JSZ, jsz::renderAccount),
                Map.entry(SystemPage.ACCOUNT_STATZ, accstatz::renderSelected));
    }

    private static HttpEndpoint endpoint(@Nullable MonitorServer http) {
        return http == null ? new HttpEndpoint("", 0, 0, "") : http.endpoint();
    }

    private static Map<String, Long> counts(@Nullable MonitorServer http) {
        return http == null ? Map.of() : http.pages().counts();
    }

    /**
     * Renders a page from fresh snapshots.
     *
     * @param options those of the page's query
     */
    public Body body(SystemPage page, Map<String, List<String>> options) {
        sample();
        try {
            PageReply reply = page(page).render(new PageRequest("/" + page, options));
            if (reply.status() == NO_CONTENT) {
                return new Body(null, null);
            }
            return reply.isJson()
                    ? new Body(PageWriter.unindented(reply.body()), null)
                    : new Body(null, new String(reply.body(), UTF_8));
        } catch (BadOptionException bad) {
            return new Body(null, bad.getMessage());
        }
    }

    private Page page(SystemPage page) {
        Page found = pages.get(page);
        if (found == null) {
            throw new IllegalArgumentException("page: got " + page + ", which nobody renders");
        }
        return found;
    }

    /** The server's figures in short. */
    public byte[] statsz() {
        sample();
        return statsz.json();
    }

    private void sample() {
        long now = System.nanoTime();
        if (now - sampledNs >= SAMPLE_NS_MIN) {
            sampledNs = now;
            process.sample();
        }
    }

    /** What one account has and had, as an object; null when there is no such account. */
    public byte @Nullable [] accountFigures(String name) {
        return state.accounts().stream()
                .filter(account -> account.name().equals(name))
                .findAny()
                .map(account -> PageWriter.compact(page -> AccstatzPage.write(page, account)))
                .orElse(null);
    }
}
