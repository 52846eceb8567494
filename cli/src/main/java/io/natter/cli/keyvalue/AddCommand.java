package io.natter.cli.keyvalue;

import io.natter.cli.bucket.StorageFlag;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueConfig.Origin;
import io.natter.protocol.jetstream.ApiSubjects;
import io.natter.protocol.jetstream.ExternalStream;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.StreamSourceBuilder;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter kv add}. <i>Confined to one thread.</i> */
@Command(description = "Adds a new KV Store Bucket")
final class AddCommand implements Callable<Integer> {
    @Mixin
    private KeyValueFlags flags = new KeyValueFlags();

    @Mixin
    private StorageFlag storage = new StorageFlag();

    @Option(names = "--mirror", paramLabel = "BUCKET", description = "Creates a mirror of a different bucket")
    private @Nullable String mirror;

    @Option(
            names = "--mirror-domain",
            paramLabel = "DOMAIN",
            description = "When mirroring find the bucket in a different domain")
    private @Nullable String mirrorDomain;

    private final Session session;

    AddCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        KeyValueConfig fresh = KeyValueConfig.of(flags.bucket).withOrigin(new Origin(mirrored(), List.of()));
        KeyValueConfig config = flags.over(storage.type() == StorageType.MEMORY ? fresh.inMemory() : fresh);
        try (Buckets buckets = Buckets.open(session)) {
            BucketSheet.print(
                    session.around(), buckets.management().create(config).status());
        }
        return 0;
    }

    private @Nullable StreamSource mirrored() {
        if (mirror == null) {
            if (mirrorDomain != null) {
                throw new UsageException("--mirror-domain requires --mirror to be set");
            }
            return null;
        }
        StreamSourceBuilder source = StreamSource.builder(mirror);
        if (mirrorDomain != null) {
            source.external(
                    new ExternalStream(ApiSubjects.ofDomain(mirrorDomain).prefix(), ""));
        }
        return source.build();
    }
}
