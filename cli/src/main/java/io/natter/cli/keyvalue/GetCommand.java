package io.natter.cli.keyvalue;

import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueEntry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter kv get}. <i>Confined to one thread.</i> */
@Command(description = "Gets a value for a key")
final class GetCommand implements Callable<Integer> {
    private static final int SHOWN_MAX = 120;

    @Mixin
    private KeyArguments of = new KeyArguments();

    @Option(names = "--revision", paramLabel = "REVISION", description = "Gets a specific revision")
    private long revision;

    @Option(names = "--raw", description = "Show only the value string")
    private boolean raw;

    private final Session session;

    GetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Surroundings around = session.around();
        try (Buckets buckets = Buckets.open(session)) {
            KeyValueEntry<byte[]> entry = entry(buckets.bucket(of.bucket));
            if (raw) {
                around.out().write(entry.payload(), 0, entry.payload().length);
                around.out().flush();
            } else {
                around.print(text(entry));
            }
        }
        return 0;
    }

    private KeyValueEntry<byte[]> entry(KeyValue<byte[]> bucket) {
        return (revision > 0 ? bucket.get(of.key, revision) : bucket.get(of.key)).orElseThrow(of::notFound);
    }

    private String text(KeyValueEntry<byte[]> entry) {
        String created = HumanTime.at(entry.created(), session.around().clock());
        String shown = Values.shown(entry.payload());
        boolean isLong = shown.length() > SHOWN_MAX;
        return entry.bucket() + " > " + entry.key() + " revision: " + entry.revision() + " created @ " + created
                + "\n\n"
                + (isLong
                        ? "Showing first 120 bytes of " + HumanNumbers.comma(shown.length())
                                + ", use --raw for full data\n\n" + shown.substring(0, SHOWN_MAX)
                        : shown)
                + "\n\n";
    }
}
