package io.natter.cli.objectstore;

import io.natter.cli.IoText;
import io.natter.cli.command.Confirmation;
import io.natter.cli.command.HeaderTexts;
import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.cli.command.UsageException;
import io.natter.client.objectstore.ObjectInfo;
import io.natter.client.objectstore.ObjectMeta;
import io.natter.client.objectstore.ObjectStore;
import io.natter.client.objectstore.TransferListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter object put}: a file, or standard input. <i>Confined to one thread.</i> */
@Command(description = "Puts a file into the store")
final class PutCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<bucket>", description = "The bucket to act on")
    private String bucket = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "<file>", description = "The file to put")
    private @Nullable Path file;

    @Option(names = "--name", paramLabel = "NAME", description = "Override the name supplied to the object store")
    private @Nullable String name;

    @Option(
            names = "--description",
            defaultValue = "",
            paramLabel = "TEXT",
            description = "Sets an optional description for the object")
    private String description = "";

    @Option(
            names = {"-H", "--header"},
            paramLabel = "K:V",
            description = "Adds headers to the object using K:V format")
    private List<String> headers = new ArrayList<>();

    @Option(
            names = "--chunk-size",
            defaultValue = "0",
            paramLabel = "BYTES",
            description = "Sets the chunk size for the file")
    private int chunkSize;

    @Mixin
    private TransferFlags flags = new TransferFlags();

    private final Session session;

    PutCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ObjectMeta meta = meta();
        try (Stores stores = Stores.open(session)) {
            ObjectStore store = stores.store(bucket);
            if (!mayReplace(store, meta.name())) {
                return 0;
            }
            ObjectInfo put = put(store, meta);
            session.around().print("\n");
            Sheets.print(session.around(), put);
        } catch (IOException e) {
            throw new UsageException(IoText.of(e), e);
        }
        return 0;
    }

    private ObjectMeta meta() {
        if (file != null && !Files.isReadable(file)) {
            throw new UsageException("path '" + file + "' does not exist, or cannot be read");
        }
        String named = name != null ? name : file != null ? file.toString() : "";
        if (named.isEmpty()) {
            throw new UsageException("--name is required when reading from stdin");
        }
        return ObjectMeta.of(Path.of(named).normalize().toString())
                .withDescription(description)
                .withHeaders(HeaderTexts.parse(headers))
                .withChunkBytes(chunkSize);
    }

    private boolean mayReplace(ObjectStore store, String object) {
        Optional<ObjectInfo> before = flags.force ? Optional.empty() : store.info(object);
        if (before.isEmpty()) {
            return true;
        }
        Surroundings around = session.around();
        Sheets.print(around, before.get());
        around.print("\n");
        return Confirmation.isGiven(around, "Replace existing file " + bucket + " > " + object);
    }

    private ObjectInfo put(ObjectStore store, ObjectMeta meta) throws IOException {
        if (file == null) {
            return store.put(meta, session.around().in(), TransferListener.NONE);
        }
        try (InputStream in = Files.newInputStream(file);
                TransferFlags.Shown shown = flags.shown(session, "Putting", Files.size(file))) {
            return store.put(meta, in, shown);
        }
    }
}
