package io.natter.cli.command;

import io.natter.cli.text.ShellWords;
import io.natter.cli.text.Template;
import io.natter.protocol.wire.Headers;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows headers and payloads as the nats tool does, passed through another program if that is wanted.
 *
 * <p><i>Confined to one thread.</i>
 */
public final class BodyPrinter {
    private final PrintStream out;
    private final @Nullable String translate;

    /** Shows on {@code out}; {@code translate} is a command that payloads are passed through, or null. */
    public BodyPrinter(PrintStream out, @Nullable String translate) {
        this.out = out;
        this.translate = translate;
    }

    /** Each header on a line, and an empty line behind them if there are any. */
    public void headers(Headers headers) {
        headers.entries().forEach(entry -> out.println(entry.name() + ": " + entry.value()));
        if (!headers.entries().isEmpty()) {
            out.println();
        }
    }

    /** The payload with room behind it. */
    public void spaced(byte[] payload, String subject) {
        boolean endsLine = compact(payload, subject);
        out.println();
        if (!endsLine) {
            out.println();
        }
    }

    /** The payload and a line end; returns whether it brought its own. */
    public boolean compact(byte[] payload, String subject) {
        if (payload.length == 0 && translate == null) {
            out.println("nil body");
            return false;
        }
        byte[] shown = translated(payload, subject);
        out.write(shown, 0, shown.length);
        boolean endsLine = shown.length > 0 && shown[shown.length - 1] == '\n';
        if (!endsLine) {
            out.println();
        }
        return endsLine;
    }

    /** The payload as the other program gives it back; what goes wrong is told in its place. */
    byte[] translated(byte[] payload, String subject) {
        if (translate == null) {
            return payload;
        }
        try {
            String line = Template.parse(translate, Set.of("Subject", "Stream"))
                    .fill(call -> call.get(0).equals("Subject") ? subject : "");
            ExternalCommand.Output output = ExternalCommand.run(ShellWords.split(line), payload, Map.of());
            return output.exit() == 0
                    ? output.bytes()
                    : failure("exit status " + output.exit() + ": "
                            + new String(output.bytes(), java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException | IllegalArgumentException e) {
            return failure(e.getMessage());
        }
    }

    private static byte[] failure(@Nullable String why) {
        return ("Error while translating msg body: " + why + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }
}
