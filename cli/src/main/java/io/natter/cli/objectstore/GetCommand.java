package io.natter.cli.objectstore;

import io.natter.cli.IoText;
import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanNumbers;
import io.natter.client.objectstore.ObjectInfo;
import io.natter.client.objectstore.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter object get}: into a file of that name, or another. <i>Confined to one thread.</i> */
@Command(description = "Retrieves a file from the store")
final class GetCommand implements Callable<Integer> {
    private static final Duration RATED_FROM = Duration.ofSeconds(2);

    @Parameters(index = "0", paramLabel = "<bucket>", description = "The bucket to act on")
    private String bucket = "";

    @Parameters(index = "1", paramLabel = "<file>", description = "The file to retrieve")
    private String file = "";

    @Option(
            names = {"-O", "--output"},
            paramLabel = "FILE",
            description = "Override the output file name")
    private @Nullable Path output;

    @Mixin
    private TransferFlags flags = new TransferFlags();

    private final Session session;

    GetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Stores stores = Stores.open(session)) {
            ObjectStore store = stores.store(bucket);
            ObjectInfo info = Stores.object(store, file);
            Path target = target(info);
            String question = "Replace existing target file " + target;
            if (flags.force || !Files.exists(target) || Confirmation.isGiven(session.around(), question)) {
                session.around().print(fetched(store, info, target));
            }
        } catch (IOException e) {
            throw new UsageException(IoText.of(e), e);
        }
        return 0;
    }

    private Path target(ObjectInfo info) {
        Path name = Path.of(info.name()).getFileName();
        return (output != null ? output : name == null ? Path.of(info.name()) : name).toAbsolutePath();
    }

    private String fetched(ObjectStore store, ObjectInfo info, Path target) throws IOException {
        long start = System.nanoTime();
        try (TransferFlags.Shown shown = flags.shown(session, "Getting", info.size())) {
            store.get(file, target, shown);
        }
        Duration elapsed = Duration.ofNanos(Math.max(1, System.nanoTime() - start));
        long bytes = Files.size(target); // of what a link leads to
        String rate = elapsed.compareTo(RATED_FROM) > 0
                ? " average " + HumanNumbers.bytes(bytes / (elapsed.toNanos() / 1e9)) + "/s"
                : "";
        return "Wrote: " + HumanNumbers.bytes(bytes) + " to " + target + " in " + GoDuration.brief(elapsed) + rate
                + "\n";
    }
}
