package io.natter.server.monitor;

import io.natter.server.monitor.PageRequest.BadOptionException;
import java.time.Clock;
import java.util.List;

/**
 * The pages of what this server does not have: routes, leaf nodes, gateways, JetStream, Raft groups. Well-formed and empty,
 * as nats-server's are when the feature is off.
 *
 * <p>Thread-safe.
 */
final class AbsentPages {
    private final ServerState state;
    private final Clock clock;

    AbsentPages(ServerState state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** {@code /routez} (E4). */
    PageReply routez(PageRequest request) {
        request.subscriptions();
        ServerFacts.Identity server = state.server().identity();
        return PageReply.json(PageWriter.indented(page -> page.text("server_id", server.id())
                .text("server_name", server.name())
                .text("now", GoText.time(clock.instant()))
                .number("num_routes", 0)
                .texts("routes", List.of())));
    }

    /** {@code /leafz} (E10). */
    PageReply leafz(PageRequest request) {
        request.flag("subs");
        return PageReply.json(
                PageWriter.indented(page -> head(page).number("leafnodes", 0).texts("leafs", List.of())));
    }

    /** {@code /gatewayz} (E11). */
    PageReply gatewayz(PageRequest request) {
        request.subscriptions();
        request.flag("accs");
        return PageReply.json(PageWriter.indented(
                page -> head(page).emptyObject("outbound_gateways").emptyObject("inbound_gateways")));
    }

    /** {@code /jsz} of a server without JetStream (E6). */
    PageReply jsz(PageRequest request) {
        for (String option : List.of("accounts", "streams", "consumers", "direct-consumers", "config")) {
            request.flag(option);
        }
        request.number("offset");
        request.number("limit");
        boolean leaderOnly = request.flag("leader-only");
        request.flag("raft");
        request.flag("stream-leader-only");
        if (leaderOnly) {
            throw new BadOptionException("filtered response: not leader");
        }
        return PageReply.json(PageWriter.indented(page -> {
            page.number("memory", 0)
                    .number("storage", 0)
                    .number("reserved_memory", 0)
                    .number("reserved_storage", 0)
                    .number("accounts", 0)
                    .number("ha_assets", 0)
                    .object(
                            "api",
                            api -> api.number("level", 0).number("total", 0).number("errors", 0));
            head(page)
                    .flag("disabled", true)
                    .object("config", config -> config.number("max_memory", 0).number("max_storage", 0))
                    .number("streams", 0)
                    .number("consumers", 0)
                    .number("messages", 0)
                    .number("bytes", 0)
                    .number("total", 0);
        }));
    }

    /** {@code /raftz} of a server that is in no cluster (E12). */
    PageReply raftz(PageRequest request) {
        return PageReply.text(404, "No Raft nodes registered");
    }

    private PageWriter head(PageWriter page) {
        return page.text("server_id", state.server().identity().id()).text("now", GoText.time(clock.instant()));
    }
}
