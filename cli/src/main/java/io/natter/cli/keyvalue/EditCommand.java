package io.natter.cli.keyvalue;

import io.natter.cli.command.Session;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueConfig.Origin;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter kv edit}. <i>Confined to one thread.</i> */
@Command(description = "Edits an existing KV Store Bucket")
final class EditCommand implements Callable<Integer> {
    @Mixin
    private KeyValueFlags flags = new KeyValueFlags();

    @Option(names = "--no-mirror", description = "Removes mirror configuration from a bucket")
    private boolean noMirror;

    private final Session session;

    EditCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Buckets buckets = Buckets.open(session)) {
            KeyValueConfig before = buckets.bucket(flags.bucket).status().config();
            if (noMirror) {
                before = before.withOrigin(new Origin(null, before.origin().sources()));
            }
            BucketSheet.print(
                    session.around(),
                    buckets.management().update(flags.over(before)).status());
        }
        return 0;
    }
}
