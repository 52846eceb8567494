package io.natter.cli.account;

import io.natter.cli.command.CommandGroup;
import io.natter.cli.command.Session;
import java.util.Collection;
import picocli.CommandLine;

/** {@code natter account}: the group of its commands. <i>Thread-safe:</i> holds nothing. */
public final class AccountCommands {
    private AccountCommands() {}

    /** The group, with those of its commands that {@code arguments} name. */
    public static CommandLine line(Session session, Collection<String> arguments) {
        return CommandGroup.described("Account information and status")
                .add(() -> new ShowAccount(session), "info", "nfo")
                .add(() -> report(session, arguments), "report", "rep")
                .add(() -> new BackupAccount(session), "backup", "snapshot")
                .add(() -> new RestoreAccount(session), "restore")
                .add(() -> new ShowTls(session), "tls")
                .line(arguments);
    }

    private static CommandLine report(Session session, Collection<String> arguments) {
        return CommandGroup.described("Report on account metrics")
                .add(() -> new ReportOwnConnections(session), "connections", "conn", "connz", "conns")
                .add(() -> new ReportStatistics(session), "statistics", "stats", "statsz")
                .line(arguments);
    }
}
