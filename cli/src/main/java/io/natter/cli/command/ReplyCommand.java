package io.natter.cli.command;

import io.natter.cli.text.ShellWords;
import io.natter.client.InterruptedWaitException;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.SubscribeOptions;
import io.natter.client.SyncSubscription;
import io.natter.protocol.wire.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code natter reply}: answers requests with a text, what came, or what another program says.
 *
 * <p><i>Confined to one thread.</i> Requests are answered one after the other. Ends when told to, or after so many answers, with what
 * came answered first.
 */
@Command(name = "reply", description = "Generic service reply utility")
final class ReplyCommand implements Callable<Integer> {
    private static final Duration DRAIN = Duration.ofSeconds(30);

    @Parameters(index = "0", paramLabel = "<subject>", description = "Subject to subscribe to")
    private String subject = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "<body>", description = "Reply body")
    private String body = "";

    @Option(names = "--echo", description = "Echo back what is received")
    private boolean echo;

    @Option(
            names = "--command",
            paramLabel = "COMMAND",
            description = "Runs a command and responds with the output if exit code was 0")
    private @Nullable String command;

    @Option(
            names = {"-q", "--queue"},
            defaultValue = "NATS-RPLY-22",
            paramLabel = "GROUP",
            description = "Queue group name")
    private String queue = "NATS-RPLY-22";

    @Option(
            names = "--sleep",
            paramLabel = "MAX",
            description = "Inject a random sleep delay between replies up to this duration max")
    private Duration sleep = Duration.ZERO;

    @Option(
            names = {"-H", "--header"},
            paramLabel = "K:V",
            description = "Adds headers to the message using K:V format")
    private List<String> headers = new ArrayList<>();

    @Option(names = "--count", paramLabel = "COUNT", description = "Quit after receiving this many messages")
    private long count;

    private final Session session;
    private final Surroundings around;
    private final Filler filler;
    private long answered;

    ReplyCommand(Session session) {
        this.session = session;
        this.around = session.around();
        this.filler = new Filler(session.around());
    }

    @Override
    public Integer call() {
        if (body.isEmpty() && command == null && !echo) {
            around.log("No body or command supplied, enabling echo mode");
            echo = true;
        }
        try (NatsConnection nats = session.connect()) {
            Complaints complaints = new Complaints(nats);
            SyncSubscription requests =
                    nats.subscribe(subject, SubscribeOptions.inQueue(queue).withAutoUnsubscribeAfter(count));
            complaints.flush(session.timeout());
            around.log("Listening on \"" + subject + "\" in group \"" + queue + "\"");
            try {
                for (Message request : requests) {
                    answer(request);
                }
            } catch (InterruptedWaitException | StoppedException e) {
                Thread.interrupted(); // It was meant for the waiting; the answers on their way are still sent.
            }
            around.log("Draining...");
            nats.drain(DRAIN);
        }
        return 0;
    }

    private void answer(Message request) {
        around.log("[#" + answered + "] Received on subject \"" + request.subject() + "\":");
        request.headers().entries().forEach(entry -> around.log(entry.name() + ": " + entry.value()));
        around.out().println();
        around.out().write(request.payload(), 0, request.payload().length);
        around.out().println();
        around.out().flush();
        if (sleep.toNanos() > 0) {
            Surroundings.pause(Duration.ofNanos(around.random().nextLong(sleep.toNanos())));
        }
        try {
            request.respond(payload(request), headers(request));
            answered++;
        } catch (IllegalStateException | NatsException e) {
            around.log("Could not publish reply: " + e.getMessage());
        }
    }

    private Headers headers(Message request) {
        Headers.Builder answer = PayloadFlags.headers(headers, filler, answered).toBuilder();
        if (echo) {
            request.headers().entries().forEach(entry -> answer.add(entry.name(), entry.value()));
            answer.add("NATS-Reply-Counter", Long.toString(answered));
        }
        return answer.build();
    }

    private byte[] payload(Message request) {
        if (echo) {
            return request.payload();
        }
        String text = new String(request.payload(), StandardCharsets.UTF_8);
        return command == null
                ? filler.fill("body", body, answered, text).getBytes(StandardCharsets.UTF_8)
                : output(command, request, text);
    }

    private byte[] output(String command, Message request, String text) {
        String line = command;
        String[] tokens = request.subject().split("\\.", -1);
        for (int i = 0; i < tokens.length; i++) {
            line = line.replace("{{" + i + "}}", tokens[i]);
        }
        line = filler.fill("command", line, answered, text);
        try {
            List<String> words = ShellWords.split(line);
            if (session.isTraced()) {
                around.log("Executing: " + String.join(" ", words));
            }
            ExternalCommand.Output output = ExternalCommand.run(
                    words,
                    new byte[0],
                    Map.of("NATS_REQUEST_SUBJECT", request.subject(), "NATS_REQUEST_BODY", text.replace("\0", "")));
            if (output.exit() != 0) {
                around.log("Command \"" + line + "\" failed to run: exit status " + output.exit());
            }
            return output.bytes();
        } catch (IOException | IllegalArgumentException e) {
            around.log("Command \"" + line + "\" failed to run: " + e.getMessage());
            return new byte[0];
        }
    }
}
