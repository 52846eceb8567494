package io.natter.cli.stream;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.BodyPrinter;
import io.natter.cli.command.Prompt;
import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.HumanTime;
import io.natter.cli.text.PrettyJson;
import io.natter.client.jetstream.StreamContext;
import io.natter.client.jetstream.StreamMessage;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.StoredMessage;
import io.natter.protocol.json.UnknownFields;
import io.natter.protocol.wire.Headers;
import io.natter.protocol.wire.Payload;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter stream get}: one message. <i>Confined to one thread.</i> */
@Command(name = "get", description = "Retrieves a specific message from a Stream")
final class GetMessage implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "<stream>", description = "Stream name")
    private @Nullable String stream;

    @Parameters(index = "1", arity = "0..1", paramLabel = "<id>", description = "Message Sequence to retrieve")
    private @Nullable Long sequence;

    @Option(
            names = {"-S", "--last-for"},
            paramLabel = "SUBJECT",
            description = "Retrieves the message for a specific subject")
    private @Nullable String subject;

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    @Option(
            names = "--translate",
            paramLabel = "COMMAND",
            description = "Translate the message data by running it through the given command before output")
    private @Nullable String translate;

    private final Session session;
    private final StreamChoice choice;

    GetMessage(Session session, StreamChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            StreamContext picked = choice.pick(js, stream);
            ask();
            StreamMessage message = get(picked);
            if (isJson) {
                session.around().print(json(message));
            } else {
                show(message);
            }
        });
        return 0;
    }

    private void ask() {
        if (sequence != null || subject != null) {
            return;
        }
        Prompt prompt = new Prompt(session.around());
        long said = Numbers.parse(
                "message sequence", prompt.text("Message Sequence to retrieve", "-1", "<id> or --last-for"));
        if (said < 0) {
            subject = prompt.text("Subject to retrieve last message for", "--last-for");
        } else {
            sequence = said;
        }
    }

    private StreamMessage get(StreamContext picked) {
        Long wanted = sequence;
        String last = subject;
        String what = "could not retrieve " + picked.name() + "#" + (wanted == null ? "-1" : wanted.toString());
        Optional<StreamMessage> found = Attempt.to(what, () -> {
            if (wanted != null && wanted >= 0) {
                return picked.message(wanted);
            }
            return last == null ? Optional.empty() : picked.lastMessage(last);
        });
        return found.orElseThrow(() -> new UsageException(what + ": " + ApiErrorCode.NO_MESSAGE_FOUND.template() + " ("
                + ApiErrorCode.NO_MESSAGE_FOUND.errorCode() + ")"));
    }

    private void show(StreamMessage message) {
        Surroundings around = session.around();
        around.out()
                .println("Item: " + message.stream() + "#" + message.sequence() + " received " + message.time() + " ("
                        + HumanTime.since(message.time(), null, around.clock()) + ") on Subject " + message.subject()
                        + "\n");
        if (!message.headers().entries().isEmpty()) {
            around.out().println("Headers:");
            message.headers()
                    .entries()
                    .forEach(entry -> around.out().println("  " + entry.name() + ": " + entry.value()));
            around.out().println();
        }
        new BodyPrinter(around.out(), translate).spaced(message.payload(), message.subject());
    }

    private static String json(StreamMessage message) {
        Headers headers = message.headers();
        Payload block = headers.entries().isEmpty() ? Payload.EMPTY : Payload.of(headers.encode());
        return PrettyJson.of(
                        StoredMessage.JSON,
                        new StoredMessage(
                                message.subject(),
                                message.sequence(),
                                block,
                                Payload.of(message.payload()),
                                message.time(),
                                UnknownFields.NONE))
                + "\n";
    }
}
