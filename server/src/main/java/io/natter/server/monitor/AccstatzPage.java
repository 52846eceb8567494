package io.natter.server.monitor;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;

/**
 * What each account sent and received: {@code /accstatz} (E9).
 *
 * <p>Thread-safe.
 */
final class AccstatzPage implements Page {
    private final ServerState state;
    private final Clock clock;

    AccstatzPage(ServerState state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    @Override
    public PageReply render(PageRequest request) {
        boolean withUnused = request.flag("unused");
        List<AccountFacts> accounts = state.accounts().stream()
                .filter(account -> withUnused || account.connectionCount() > 0)
                .sorted(Comparator.comparing(AccountFacts::name))
                .toList();
        return PageReply.json(PageWriter.indented(
                page -> page.text("server_id", state.server().identity().id())
                        .text("now", GoText.time(clock.instant()))
                        .objects("account_statz", accounts, account -> write(page, account))));
    }

    private static void write(PageWriter page, AccountFacts account) {
        Traffic traffic = account.traffic();
        page.text("acc", account.name())
                .text("name", account.nameTag())
                .number("conns", account.connectionCount())
                .number("leafnodes", 0)
                .number("total_conns", account.connectionCount())
                .number("num_subscriptions", account.interest().subscriptionCount())
                // Seen from the server: it sends what clients receive.
                .object("sent", sent -> writeTraffic(sent, traffic.outMsgs(), traffic.outBytes()))
                .object("received", received -> writeTraffic(received, traffic.inMsgs(), traffic.inBytes()))
                .number("slow_consumers", account.slowConsumerCount());
    }

    private static void writeTraffic(PageWriter page, long msgs, long bytes) {
        writeCount(page, msgs, bytes);
        page.object("gateways", none -> writeCount(none, 0, 0))
                .object("routes", none -> writeCount(none, 0, 0))
                .object("leafs", none -> writeCount(none, 0, 0));
    }

    private static void writeCount(PageWriter page, long msgs, long bytes) {
        page.number("msgs", msgs).number("bytes", bytes);
    }
}
