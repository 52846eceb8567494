package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.text.PrettyJson;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter server request ...}: what servers say, as JSON, one on a line. <i>Confined to one thread.</i> */
@Command(description = "Show what servers say, as JSON")
final class RequestPage implements Callable<Integer> {
    @Parameters(
            arity = "0..1",
            paramLabel = "<wait>",
            description = "Wait for a certain number of responses",
            hidden = true)
    private @Nullable Integer wait;

    @Option(
            names = "--limit",
            defaultValue = "2048",
            description = "Limit the responses to a certain amount of records")
    private int limit;

    @Option(names = "--offset", description = "Start at a certain record")
    private int offset;

    @Option(names = "--name", description = "Limit to servers matching a server name")
    private @Nullable String name;

    @Option(names = "--host", description = "Limit to servers matching a server host name")
    private @Nullable String host;

    @Option(names = "--cluster", description = "Limit to servers matching a cluster name")
    private @Nullable String cluster;

    @Option(
            names = {"--account", "--filter-account"},
            paramLabel = "ACCOUNT",
            description = "Only what is of a specific account")
    private @Nullable String account;

    @Option(names = "--sort", description = "Sort connections by a specific property")
    private @Nullable String sort;

    @Option(
            names = {"--subscriptions", "--detail"},
            description = "Show subscriptions")
    private boolean isWithSubscriptions;

    @Option(names = "--filter-cid", paramLabel = "CID", description = "Only the connection of that id")
    private @Nullable Long connectionId;

    @Option(names = "--filter-state", defaultValue = "open", description = "Connections that are open, closed, or all")
    private String state = "open";

    @Option(names = "--filter-user", paramLabel = "USER", description = "Only connections of that user")
    private @Nullable String user;

    @Option(names = "--filter-subject", paramLabel = "SUBJECT", description = "Only interest that matches a subject")
    private @Nullable String subject;

    @Option(names = "--accounts", description = "Include details about accounts")
    private boolean isWithAccounts;

    @Option(names = "--streams", description = "Include details about Streams")
    private boolean isWithStreams;

    @Option(names = "--consumer", description = "Include details about Consumers")
    private boolean isWithConsumers;

    @Option(names = "--config", description = "Include details about configuration")
    private boolean isWithConfig;

    @Option(names = "--all", description = "Include accounts, streams, consumers and configuration")
    private boolean isAll;

    private final Session session;
    private final SourceFlags source;
    private final RequestKind kind;

    RequestPage(Session session, SourceFlags source, RequestKind kind) {
        this.session = session;
        this.source = source;
        this.kind = kind;
    }

    @Override
    public Integer call() {
        source.with(
                session,
                servers -> servers.ask(kind.page(), options()).stream()
                        .limit(wait == null ? Integer.MAX_VALUE : wait)
                        .forEach(answer -> session.around().print(PrettyJson.compact(answer.whole()) + "\n")));
        return 0;
    }

    private PageOptions options() {
        PageOptions options = new PageOptions()
                .with("server_name", "", name)
                .with("host", "", host)
                .with("cluster", "", cluster);
        switch (kind) {
            case CONNECTIONS -> connections(options);
            case SUBSCRIPTIONS ->
                options.with("subscriptions", "subs", isWithSubscriptions)
                        .with("account", "acc", account)
                        .with("test", subject)
                        .with("limit", limit)
                        .with("offset", offset);
            case JETSTREAM -> jetStream(options);
            case ACCOUNTS -> options.with("account", "acc", account);
            case HEALTH -> options.with("details", true).with("account", account);
            case ROUTES, LEAFNODES -> options.with("subscriptions", "subs", isWithSubscriptions);
            case GATEWAYS, QUEUES, RAFT, VARIABLES -> {
                // These have no options of ours.
            }
        }
        return options;
    }

    private void connections(PageOptions options) {
        options.with("auth", true)
                .with("sort", sort)
                .with("subscriptions", "subs", isWithSubscriptions)
                .with("cid", connectionId)
                .with("user", user)
                .with("acc", account)
                .with("filter_subject", subject)
                .with("limit", limit)
                .with("offset", offset)
                .withState(state);
    }

    private void jetStream(PageOptions options) {
        options.with("account", "acc", account)
                .with("accounts", isWithAccounts || isAll)
                .with("streams", isWithStreams || isAll)
                .with("consumer", "consumers", isWithConsumers || isAll)
                .with("config", isWithConfig || isAll)
                .with("limit", limit)
                .with("offset", offset);
    }
}
