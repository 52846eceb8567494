package io.natter.cli.keyvalue;

import io.natter.cli.command.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code natter kv put}. <i>Confined to one thread.</i> */
@Command(description = "Puts a value into a key")
final class PutCommand implements Callable<Integer> {
    @Mixin
    private KeyArguments of = new KeyArguments();

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "<value>",
            description = "The value to store, when empty reads STDIN")
    private String value = "";

    private final Session session;

    PutCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Buckets buckets = Buckets.open(session)) {
            buckets.bucket(of.bucket).put(of.key, Values.read(session.around(), value));
        }
        session.around().print(value + "\n");
        return 0;
    }
}
