package io.natter.cli.keyvalue;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.RevisionConflictException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter kv create}. <i>Confined to one thread.</i> */
@Command(description = "Puts a value into a key only if the key is new or it's last operation was a delete")
final class CreateCommand implements Callable<Integer> {
    @Mixin
    private KeyArguments of = new KeyArguments();

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "<value>",
            description = "The value to store, when empty reads STDIN")
    private String value = "";

    @Option(names = "--ttl", paramLabel = "DURATION", description = "Sets a TTL for the key")
    private @Nullable Duration ttl;

    private final Session session;

    CreateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Buckets buckets = Buckets.open(session)) {
            create(buckets.bucket(of.bucket), Values.read(session.around(), value));
        } catch (RevisionConflictException e) {
            throw new UsageException("key exists: " + e.getMessage(), e);
        }
        session.around().print(value + "\n");
        return 0;
    }

    private void create(KeyValue<byte[]> bucket, byte[] read) {
        if (ttl == null || ttl.isZero()) {
            bucket.create(of.key, read);
        } else {
            bucket.create(of.key, read, ttl);
        }
    }
}
