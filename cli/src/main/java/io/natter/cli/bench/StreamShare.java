package io.natter.cli.bench;

import io.natter.cli.command.ProgressBar;
import io.natter.client.Outgoing;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.PublishOptions;
import java.util.function.IntFunction;

/**
 * The messages that one client publishes into a stream. <i>Confined to the client's thread.</i>
 *
 * @param jetStream of the client's own connection
 * @param count of messages
 * @param messages each by its number, from 0
 * @param options of each by its number
 * @param pace holds the client back
 * @param bar is told of each
 */
record StreamShare(
        JetStream jetStream,
        int count,
        IntFunction<Outgoing> messages,
        IntFunction<PublishOptions> options,
        Pace pace,
        ProgressBar bar) {
    Outgoing message(int number) {
        return messages.apply(number);
    }

    PublishOptions options(int number) {
        return options.apply(number);
    }

    /** That message is sent: waits as long as is due, and returns for how many nanoseconds that was. */
    long sent(int number) {
        bar.add(1);
        return pace.after(number + 1);
    }
}
