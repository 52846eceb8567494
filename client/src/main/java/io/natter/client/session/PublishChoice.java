package io.natter.client.session;

import java.util.ArrayList;
import java.util.List;

/**
 * Which of the operations that were buffered stay for the next connection: the publishes its server takes.
 *
 * <p>Confined to one restart of the queue.
 */
final class PublishChoice implements Operations.Choice {
    private final int maxPayload;
    private final boolean isWithoutControls;
    private final List<String> tooLarge = new ArrayList<>();

    /** A choice of publishes up to this payload, with or without the control operations among them. */
    PublishChoice(int maxPayload, boolean isWithoutControls) {
        this.maxPayload = maxPayload;
        this.isWithoutControls = isWithoutControls;
    }

    @Override
    public boolean keeps(byte[] bytes, int from, int length, boolean isControl) {
        if (isControl) {
            return !isWithoutControls;
        }
        boolean fits = length <= maxPayload || PublishLine.bodyLength(bytes, from) <= maxPayload;
        if (!fits) {
            tooLarge.add(PublishLine.subject(bytes, from));
        }
        return fits;
    }

    /** Subjects of the publishes that did not stay. */
    List<String> tooLarge() {
        return tooLarge;
    }
}
