package io.natter.cli.account;

import io.natter.cli.command.Prompt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.stream.StreamBackup;
import io.natter.cli.text.Columns;
import io.natter.cli.text.HumanNumbers;
import io.natter.client.jetstream.BackupOptions;
import io.natter.client.jetstream.JetStream;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code natter account backup}: a backup of each stream, in a directory of its name.
 *
 * <p><i>Confined to one thread.</i> One stream that fails does not keep the others back; the exit code tells of it.
 */
@Command(name = "backup", description = "Creates a backup of all JetStream Streams over the NATS network")
final class BackupAccount implements Callable<Integer> {
    @Parameters(paramLabel = "<target>", description = "Directory to create the backup in")
    private Path target = Path.of("");

    @Option(names = "--check", description = "Checks the Stream for health prior to backup")
    private boolean isChecked;

    @Option(names = "--consumers", negatable = true, description = "Enable or disable consumer backups")
    private @Nullable Boolean isWithConsumers;

    @Option(
            names = {"-f", "--force"},
            description = "Perform backup without prompting")
    private boolean isForced;

    @Option(
            names = {"-w", "--critical-warnings"},
            description = "Treat warnings as failures")
    private boolean isWarningFailure;

    private final Session session;

    BackupAccount(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.withJetStream(this::backup);
        return 0;
    }

    private void backup(JetStream js) {
        List<StreamInfo> streams = js.streams();
        if (streams.isEmpty()) {
            throw new UsageException("no streams found");
        }
        announce(streams);
        if (!isForced && !new Prompt(session.around()).isYes("Perform backup", false, "--force")) {
            return;
        }
        List<String> warnings = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        for (StreamInfo info : streams) {
            String name = info.config().name();
            if (info.config().storage() == StorageType.MEMORY) {
                warnings.add(name + ": memory streams do not support snapshots");
            } else {
                backup(js, name, failures);
            }
            session.around().print("\n");
        }
        show("Backup Warnings:", warnings);
        show("Backup failures:", failures);
        if (!failures.isEmpty() || isWarningFailure && !warnings.isEmpty()) {
            throw new UsageException("backup failed");
        }
    }

    private void announce(List<StreamInfo> streams) {
        long bytes = streams.stream().mapToLong(info -> info.state().bytes()).sum();
        long consumers =
                streams.stream().mapToLong(info -> info.state().consumerCount()).sum();
        session.around()
                .print(new Columns("Performing backup of all streams to " + target)
                        .row("Streams", HumanNumbers.comma(streams.size()))
                        .row("Size", HumanNumbers.bytes(bytes))
                        .row("Consumers", HumanNumbers.comma(consumers))
                        .line("")
                        .render());
    }

    private void backup(JetStream js, String name, List<String> failures) {
        BackupOptions options = BackupOptions.DEFAULTS;
        options = isChecked ? options.withCheck() : options;
        options = Boolean.FALSE.equals(isWithConsumers) ? options.withoutConsumers() : options;
        try {
            new StreamBackup(session.around(), false).run(js.stream(name), target.resolve(name), options);
        } catch (UsageException e) {
            session.around().print("Backup of " + name + " failed: " + e.getMessage() + "\n");
            failures.add(name + ": " + e.getMessage());
        }
    }

    private void show(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            session.around().print(title + "\n  " + String.join("\n  ", lines) + "\n\n");
        }
    }
}
