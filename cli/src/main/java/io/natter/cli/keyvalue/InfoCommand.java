package io.natter.cli.keyvalue;

import io.natter.cli.command.Prompt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code natter kv info}. <i>Confined to one thread.</i> */
@Command(description = "View the status of a KV store")
final class InfoCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<bucket>", description = "The bucket to act on")
    private @Nullable String bucket;

    private final Session session;

    InfoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Buckets buckets = Buckets.open(session)) {
            String name = bucket == null ? selected(buckets.management().names()) : bucket;
            BucketSheet.print(session.around(), buckets.bucket(name).status());
        }
        return 0;
    }

    private String selected(List<String> known) {
        if (known.isEmpty()) {
            throw new UsageException("no KV buckets found");
        }
        return new Prompt(session.around()).select("Select a Bucket", known);
    }
}
