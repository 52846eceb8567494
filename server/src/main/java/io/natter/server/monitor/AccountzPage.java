package io.natter.server.monitor;

import io.natter.server.monitor.AccountFacts.Destination;
import io.natter.server.monitor.AccountFacts.Jwt;
import io.natter.server.monitor.AccountFacts.Mapping;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;

/**
 * The names of all accounts, or one account in detail: {@code /accountz} (E8).
 *
 * <p>Thread-safe. Imports and exports are not there yet, so their fields are never written.
 */
final class AccountzPage implements Page {
    private final ServerState state;
    private final Clock clock;

    AccountzPage(ServerState state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    @Override
    public PageReply render(PageRequest request) {
        String name = request.text("acc");
        List<AccountFacts> accounts = state.accounts();
        if (name.isEmpty()) {
            List<String> names =
                    accounts.stream().map(AccountFacts::name).sorted().toList();
            return PageReply.json(PageWriter.indented(page -> {
                writeHead(page);
                page.textsIfAny("accounts", names);
            }));
        }
        return accounts.stream()
                .filter(account -> account.name().equals(name))
                .findAny()
                .map(this::detail)
                .orElseGet(() -> absent(name));
    }

    /** The details of the account that option {@code acc} names, alone (F3). */
    PageReply renderDetail(PageRequest request) {
        String name = request.text("acc");
        return state.accounts().stream()
                .filter(account -> account.name().equals(name))
                .findAny()
                .map(account ->
                        PageReply.json(PageWriter.compact(page -> writeDetail(page, account, hasJetStream(account)))))
                .orElseGet(() -> absent(name));
    }

    private PageReply detail(AccountFacts account) {
        return PageReply.json(PageWriter.indented(page -> {
            writeHead(page);
            page.object("account_detail", detail -> writeDetail(detail, account, hasJetStream(account)));
        }));
    }

    private boolean hasJetStream(AccountFacts account) {
        JetStreamFacts jetStream = state.jetStream();
        return jetStream != null && jetStream.account(account.name()) != null;
    }

    private static PageReply absent(String name) {
        return PageReply.badRequest("Account " + name + " does not exist");
    }

    private void writeHead(PageWriter page) {
        ServerFacts.Identity server = state.server().identity();
        page.text("server_id", server.id())
                .text("now", GoText.time(clock.instant()))
                .textIfAny("system_account", server.systemAccount());
    }

    private static void writeDetail(PageWriter page, AccountFacts account, boolean hasJetStream) {
        page.text("account_name", account.name())
                .text("update_time", GoText.time(account.updated()))
                .flagIfSet("is_system", account.isSystem())
                .flag("expired", account.isExpired())
                .flag("complete", true)
                .flag("jetstream_enabled", hasJetStream)
                .number("leafnode_connections", 0)
                .number("client_connections", account.connectionCount())
                .number("subscriptions", account.interest().subscriptionCount());
        writeMappings(page, account.mappings());
        Jwt jwt = account.jwt();
        if (jwt != null) {
            page.text("jwt", jwt.text()).textIfAny("issuer_key", jwt.issuerKey());
        }
        page.textIfAny("name_tag", account.nameTag());
        if (jwt != null) {
            page.textsIfAny("tags", jwt.tags());
        }
        page.object("sublist_stats", stats -> SubszPage.writeInterest(stats, account.interest()));
    }

    private static void writeMappings(PageWriter page, List<Mapping> mappings) {
        if (mappings.isEmpty()) {
            return;
        }
        List<Mapping> sorted =
                mappings.stream().sorted(Comparator.comparing(Mapping::source)).toList();
        page.object(
                "mappings",
                inside -> sorted.forEach(mapping -> inside.objects(
                        mapping.source(),
                        mapping.destinations(),
                        destination -> writeDestination(inside, destination))));
    }

    private static void writeDestination(PageWriter page, Destination destination) {
        page.text("subject", destination.subject())
                .number("weight", destination.weightPercent())
                .textIfAny("cluster", destination.cluster());
    }
}
