package io.natter.cli.command;

import io.natter.cli.text.HumanNumbers;
import io.natter.client.NatsConnection;
import io.natter.client.Outgoing;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.PublishOptions;
import io.natter.protocol.jetstream.PubAck;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter pub}: publishes messages. <i>Confined to one thread.</i> */
@Command(name = "publish", description = "Generic data publish utility")
final class PublishCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<subject>", description = "Subject to publish to")
    private String subject = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "<body>", description = "Message body")
    private @Nullable String body;

    @Mixin
    private PayloadFlags payload = new PayloadFlags();

    @Option(names = "--reply", paramLabel = "SUBJECT", description = "Sets a custom reply to subject")
    private @Nullable String reply;

    @Option(
            names = {"-q", "--quiet"},
            description = "Show just the output received")
    private boolean quiet;

    @Option(
            names = "--sleep",
            paramLabel = "DURATION",
            description = "When publishing multiple messages, sleep between publishes")
    private Duration sleep = Duration.ZERO;

    @Option(
            names = {"-J", "--jetstream"},
            description = "Publish messages to JetStream")
    private boolean isToStream;

    @Option(names = "--atomic", description = "Atomic batch publish to JetStream (implies --jetstream)")
    private boolean isAtomic;

    @Mixin
    private ScheduleFlags schedule = new ScheduleFlags();

    private final Session session;
    private final Filler filler;

    PublishCommand(Session session) {
        this.session = session;
        this.filler = new Filler(session.around());
    }

    @Override
    public Integer call() {
        Surroundings around = session.around();
        boolean isFromInput = payload.isFromInput(around, body);
        PublishOptions options = options(isFromInput);
        if (isFromInput && !quiet) {
            around.log("Reading payload from STDIN");
        }
        try (NatsConnection nats = session.connect()) {
            if (isAtomic) {
                publishBatch(session.jetStream(nats));
            } else {
                publishEach(nats, isFromInput, options);
            }
        }
        return 0;
    }

    private PublishOptions options(boolean isFromInput) {
        if (schedule.isAny() && isAtomic) {
            throw new UsageException("atomic batch publishing does not support schedules");
        }
        if (isAtomic && !(isFromInput && payload.sendOn == PayloadFlags.SendOn.NEWLINE)) {
            throw new UsageException("atomic batch publishing requires JetStream and STDIN with --send-on=newline");
        }
        return schedule.isAny()
                ? PublishOptions.schedule(schedule.schedule(session.around().clock()))
                : PublishOptions.DEFAULTS;
    }

    private void publishBatch(JetStream js) {
        BatchPublication batch = new BatchPublication(session.around(), js, quiet);
        payload.bodies(session.around(), true, null, read -> {
            for (int i = 1; i <= Math.max(1, payload.count); i++) {
                batch.add(message(read, i));
            }
        });
        batch.commit();
    }

    private void publishEach(NatsConnection nats, boolean isFromInput, PublishOptions options) {
        Surroundings around = session.around();
        try (ProgressBar bar = ProgressBar.forMessages(around, "Publishing", payload.count)) {
            Complaints complaints = new Complaints(nats);
            payload.bodies(around, isFromInput, body, read -> publish(nats, complaints, read, options, bar));
            complaints.flush(session.timeout());
        }
    }

    private void publish(
            NatsConnection nats, Complaints complaints, Payload body, PublishOptions options, ProgressBar bar) {
        int count = Math.max(1, payload.count);
        for (int i = 1; i <= count; i++) {
            Outgoing message = message(body, i);
            byte[] bytes = (byte[]) message.value();
            if (isToStream || schedule.isAny()) {
                store(nats, message, options, bar);
            } else {
                nats.publish(message);
                bar.add(1);
                if (!bar.isShown()) {
                    complaints.flush(session.timeout());
                    tell(bytes.length, message.subject());
                }
            }
            if (count > 1) {
                Surroundings.pause(sleep);
            }
        }
    }

    private void store(NatsConnection nats, Outgoing message, PublishOptions options, ProgressBar bar) {
        if (!bar.isShown()) {
            tell(((byte[]) message.value()).length, message.subject());
        }
        PubAck ack = session.jetStream(nats).publish(message, options);
        bar.add(1);
        if (!bar.isShown() && !quiet) {
            session.around()
                    .log("Stored in Stream: " + ack.stream() + " Sequence: " + HumanNumbers.comma(ack.sequence())
                            + (ack.domain().isEmpty() ? "" : " Domain: \"" + ack.domain() + "\"")
                            + (ack.duplicate() ? " Duplicate: true" : "")
                            + (ack.value().isEmpty() ? "" : " Counter Value: " + ack.value()));
        }
    }

    private Outgoing message(Payload body, int count) {
        String text = payload.templates ? filler.fill("body", body.text(), count) : body.text();
        String target = payload.templates ? filler.fill("subject", subject, count) : subject;
        return new Outgoing(
                target, text.getBytes(body.charset()), PayloadFlags.headers(payload.headers, filler, count), reply);
    }

    private void tell(int bytes, String subject) {
        if (!quiet) {
            session.around().log("Published " + bytes + " bytes to \"" + subject + "\"");
        }
    }

    @Override
    public String toString() {
        return "publish " + HumanNumbers.comma(payload.count) + " to " + subject;
    }
}
