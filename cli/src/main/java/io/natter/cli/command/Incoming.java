package io.natter.cli.command;

import io.natter.client.Message;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Where {@code natter sub} takes messages from. <i>Confined to the command's thread.</i> */
interface Incoming extends AutoCloseable {
    /**
     * A message that came. Immutable.
     *
     * @param isReply whether it may answer a request that was seen, instead of being one that was asked for
     */
    record Received(Message message, boolean isReply) {}

    /** The next message, or null if none came so soon. */
    @Nullable
    Received next(Duration wait);

    /** Says that a message was shown: acknowledges it where that is wanted. */
    void shown(Message message);

    /** Whether there is no more to come. */
    boolean isEnded();

    /** Asks for no more; answers to what was seen may still come. */
    void stop();

    @Override
    void close();
}
