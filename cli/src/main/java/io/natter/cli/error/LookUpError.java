package io.natter.cli.error;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.Columns;
import io.natter.protocol.jetstream.ApiErrorCode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code natter errors lookup}. <i>Confined to one thread.</i> */
@Command(name = "lookup", description = "Looks up an error by its code")
final class LookUpError implements Callable<Integer> {
    @Parameters(paramLabel = "<code>", description = "The code to retrieve")
    private int code;

    private final Session session;

    LookUpError(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        @Nullable ApiErrorCode error = ApiErrorCode.of(code);
        if (error == null) {
            throw new UsageException("no error matches code " + code);
        }
        session.around()
                .print(new Columns("NATS Error Code: " + code)
                        .row("Description", error.template())
                        .row("HTTP Code", Integer.toString(error.code()))
                        .row("Constant", error.name())
                        .render());
        return 0;
    }
}
