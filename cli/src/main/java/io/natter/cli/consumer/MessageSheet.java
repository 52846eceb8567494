package io.natter.cli.consumer;

import io.natter.cli.command.Surroundings;
import io.natter.cli.text.HumanNumbers;
import io.natter.client.Message;
import io.natter.client.jetstream.MessageMetadata;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Shows messages of a consumer with where they stand in it. <i>Confined to one thread.</i> */
final class MessageSheet {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private final Surroundings around;
    private final boolean isRaw;

    MessageSheet(Surroundings around, boolean isRaw) {
        this.around = around;
        this.isRaw = isRaw;
    }

    /** Shows one message, or its payload alone. */
    void print(Message message, MessageMetadata at) {
        PrintStream out = around.out();
        if (!isRaw) {
            out.println("[" + TIME.format(LocalTime.now(around.clock())) + "] subj: " + message.subject() + " / tries: "
                    + at.deliveredCount() + " / cons seq: " + at.consumerSequence() + " / str seq: "
                    + at.streamSequence()
                    + " / pending: " + HumanNumbers.comma(at.pendingCount()));
            headers(message);
            out.println();
        }
        out.write(message.payload(), 0, message.payload().length);
        out.println();
        out.flush();
    }

    private void headers(Message message) {
        if (message.headers().entries().isEmpty()) {
            return;
        }
        around.out().println("\nHeaders:\n");
        message.headers().entries().forEach(entry -> around.out().println("  " + entry.name() + ": " + entry.value()));
        around.out().println("\nData:\n");
    }
}
