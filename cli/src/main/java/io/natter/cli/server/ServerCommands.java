package io.natter.cli.server;

import io.natter.cli.command.CommandGroup;
import io.natter.cli.command.Session;
import java.util.Collection;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code natter server}: the group of its commands. <i>Confined to the thread that parses, then read by the command.</i> */
@Command(name = "server", description = "Server information")
public final class ServerCommands {
    @Mixin
    private SourceFlags source = new SourceFlags();

    private ServerCommands() {}

    /** The group, with those of its commands that {@code arguments} name. */
    public static CommandLine line(Session session, Collection<String> arguments) {
        ServerCommands root = new ServerCommands();
        return new CommandGroup(root)
                .add(() -> new ShowServer(session, root.source), "info", "i")
                .add(() -> new ListServers(session, root.source), "list", "ls")
                .add(() -> new PingServers(session), "ping")
                .add(() -> report(session, root.source, arguments), "report", "rep")
                .add(() -> request(session, root.source, arguments), "request", "req")
                .add(() -> check(session, root.source, arguments), "check")
                .add(() -> watch(session, arguments), "watch")
                .add(() -> account(session, root.source, arguments), "account", "acct")
                .add(() -> config(session, arguments), "config")
                .add(() -> new TestMapping(session), "mappings", "mapping")
                .add(() -> new HashPassword(session), "passwd", "mkpasswd", "pass", "password")
                .line(arguments);
    }

    private static CommandLine report(Session session, SourceFlags source, Collection<String> arguments) {
        ReportFlags flags = new ReportFlags(source);
        return new CommandGroup(flags)
                .add(() -> new ReportConnections(session, flags), "connections", "conn", "connz", "conns")
                .add(() -> new ReportAccounts(session, flags), "accounts", "acct")
                .add(() -> new ReportJetStream(session, flags), "jetstream", "jsz", "js")
                .add(() -> new ReportUsage(session, flags, ReportUsage.Kind.CPU), "cpu")
                .add(() -> new ReportUsage(session, flags, ReportUsage.Kind.MEMORY), "mem")
                .add(() -> new ReportHealth(session, flags), "health")
                .add(() -> new ReportLinks(session, flags, ReportLinks.Kind.ROUTES), "routes", "route")
                .add(() -> new ReportLinks(session, flags, ReportLinks.Kind.LEAFNODES), "leafnodes", "leaf", "leafz")
                .add(() -> new ReportGateways(session, flags), "gateways", "super", "gateway")
                .line(arguments);
    }

    private static CommandLine request(Session session, SourceFlags source, Collection<String> arguments) {
        CommandGroup group = CommandGroup.described("Request monitoring data from servers");
        for (RequestKind kind : RequestKind.values()) {
            group.add(() -> new RequestPage(session, source, kind), kind.names().toArray(String[]::new));
        }
        return group.add(() -> new KickClient(session), "kick")
                .add(() -> new ProfileServers(session), "profile")
                .line(arguments);
    }

    private static CommandLine watch(Session session, Collection<String> arguments) {
        return CommandGroup.described("Live views of server conditions")
                .add(() -> new WatchServers(session, WatchedFigures.SERVERS), "servers", "server", "srv")
                .add(() -> new WatchServers(session, WatchedFigures.JETSTREAM), "jetstream", "js", "jsz")
                .add(() -> new WatchServers(session, WatchedFigures.ACCOUNTS), "accounts", "account", "acct")
                .line(arguments);
    }

    private static CommandLine account(Session session, SourceFlags source, Collection<String> arguments) {
        return CommandGroup.described("Interact with accounts")
                .add(() -> new ShowServerAccount(session, source), "info", "i")
                .add(() -> new PurgeAccount(session), "purge")
                .line(arguments);
    }

    private static CommandLine config(Session session, Collection<String> arguments) {
        return CommandGroup.described("Interact with server configuration")
                .add(() -> new ReloadServer(session), "reload")
                .line(arguments);
    }

    private static CommandLine check(Session session, SourceFlags source, Collection<String> arguments) {
        CheckFlags flags = new CheckFlags();
        return new CommandGroup(flags)
                .add(() -> new CheckConnection(session, flags), "connection", "conn")
                .add(() -> new CheckStream(session, flags), "stream")
                .add(() -> new CheckConsumer(session, flags), "consumer")
                .add(() -> new CheckMessage(session, flags), "message")
                .add(() -> new CheckRequest(session, flags), "request", "req")
                .add(() -> new CheckJetStream(session, flags), "jetstream", "js")
                .add(() -> new CheckBucket(session, flags), "kv")
                .add(() -> new CheckMeta(session, flags, source), "meta", "raft")
                .add(() -> new CheckCredential(session, flags), "credential")
                .add(() -> new CheckServer(session, flags, source), "server")
                .line(arguments);
    }
}
