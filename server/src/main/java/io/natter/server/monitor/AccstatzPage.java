package io.natter.server.monitor;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

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
        return page(accounts(Set.of(), request.flag("unused")));
    }

    /**
     * The page of some accounts, for the system account's services (F3); no content where it would name none.
     *
     * @param request options {@code accounts}, any number of names, and {@code unused}
     */
    PageReply renderSelected(PageRequest request) {
        boolean withUnused = request.flag("unused");
        List<AccountFacts> selected = accounts(Set.copyOf(request.texts("accounts")), withUnused);
        return selected.isEmpty() && !withUnused ? PageReply.noContent() : page(selected);
    }

    private List<AccountFacts> accounts(Set<String> names, boolean withUnused) {
        return state.accounts().stream()
                .filter(account -> names.isEmpty() || names.contains(account.name()))
                .filter(account -> withUnused || account.connectionCount() > 0)
                .sorted(Comparator.comparing(AccountFacts::name))
                .toList();
    }

    private PageReply page(List<AccountFacts> accounts) {
        return PageReply.json(PageWriter.indented(
                page -> page.text("server_id", state.server().identity().id())
                        .text("now", GoText.time(clock.instant()))
                        .objects("account_statz", accounts, account -> write(page, account))));
    }

    /** The figures of one account, as they stand among others. */
    static void write(PageWriter page, AccountFacts account) {
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
