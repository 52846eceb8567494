package io.natter.cli.keyvalue;

import io.natter.cli.command.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code natter kv update}. <i>Confined to one thread.</i> */
@Command(description = "Updates a key with a new value if the previous value matches the given revision")
final class UpdateCommand implements Callable<Integer> {
    @Mixin
    private KeyArguments of = new KeyArguments();

    @Parameters(index = "2", paramLabel = "<value>", description = "The value to store, when empty reads STDIN")
    private String value = "";

    @Parameters(
            index = "3",
            paramLabel = "<revision>",
            description = "The revision of the previous value in the bucket")
    private long revision;

    private final Session session;

    UpdateCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Buckets buckets = Buckets.open(session)) {
            buckets.bucket(of.bucket).update(of.key, Values.read(session.around(), value), revision);
        }
        session.around().print(value + "\n");
        return 0;
    }
}
