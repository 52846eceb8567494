package io.natter.cli.keyvalue;

import io.natter.cli.command.Session;
import io.natter.client.keyvalue.KeyValueEntry;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code natter kv history}. <i>Confined to one thread.</i> */
@Command(description = "Shows the full history for a key")
final class HistoryCommand implements Callable<Integer> {
    @Mixin
    private KeyArguments of = new KeyArguments();

    private final Session session;

    HistoryCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Buckets buckets = Buckets.open(session)) {
            List<KeyValueEntry<byte[]>> history = buckets.bucket(of.bucket).history(of.key);
            if (history.isEmpty()) {
                throw of.notFound();
            }
            HistoryTable.print(session.around(), of, history);
        }
        return 0;
    }
}
