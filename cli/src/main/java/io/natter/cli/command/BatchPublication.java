package io.natter.cli.command;

import io.natter.cli.text.HumanNumbers;
import io.natter.client.Outgoing;
import io.natter.client.jetstream.AtomicBatch;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.PublishOptions;
import io.natter.protocol.jetstream.PubAck;

/** The messages of {@code natter pub --atomic}, stored all or none. <i>Confined to one thread.</i> */
final class BatchPublication {
    private final Surroundings around;
    private final boolean isQuiet;
    private final AtomicBatch batch;

    BatchPublication(Surroundings around, JetStream js, boolean isQuiet) {
        this.around = around;
        this.isQuiet = isQuiet;
        this.batch = js.atomicBatch();
    }

    /** One more message. */
    void add(Outgoing message) {
        if (batch.size() == AtomicBatch.MESSAGES_MAX) {
            throw new UsageException("atomic batch: got more messages, expected at most "
                    + HumanNumbers.comma(AtomicBatch.MESSAGES_MAX) + "; nothing was stored");
        }
        batch.add(message, PublishOptions.DEFAULTS);
        tell("Adding " + ((byte[]) message.value()).length + " bytes to batch on subject \"" + message.subject()
                + "\"");
    }

    /** Has them stored. */
    void commit() {
        if (batch.size() == 0) {
            throw new UsageException("no messages to publish in atomic batch");
        }
        PubAck ack = batch.commit();
        tell("Wrote batch ID: " + ack.batchId() + " Messages: " + HumanNumbers.comma(ack.batchCount()) + " Sequence: "
                + HumanNumbers.comma(ack.sequence())
                + (ack.domain().isEmpty() ? "" : " Domain: \"" + ack.domain() + "\"")
                + (ack.value().isEmpty() ? "" : " Counter Value: " + ack.value()));
    }

    private void tell(String line) {
        if (!isQuiet) {
            around.log(line);
        }
    }
}
