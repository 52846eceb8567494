package io.natter.cli.command;

import io.natter.client.Message;
import io.natter.client.jetstream.StreamContext;
import io.natter.client.jetstream.StreamMessage;
import io.natter.protocol.jetstream.MessageGetRequest;
import io.natter.protocol.jetstream.MessageGetRequestBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Messages read from a stream batch by batch, without a consumer; where there are no more it looks again every quarter of a second.
 *
 * <p><i>Confined to one thread.</i>
 */
final class ReadMessages implements Incoming {
    /**
     * Which messages are read. Immutable.
     *
     * @param filter their subjects
     * @param sequence the first that may be
     * @param time those stored since then, or null
     * @param isLastPerSubject whether it begins with the last of each subject
     * @param isEndingWithLast whether the last one that is stored ends it
     */
    record Range(
            String filter, long sequence, @Nullable Instant time, boolean isLastPerSubject, boolean isEndingWithLast) {}

    private static final int BATCH = 256;
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final StreamContext stream;
    private final Range range;
    private final Queue<StreamMessage> read = new ArrayDeque<>();
    private long nextSequence;
    private @Nullable Instant time;
    private boolean isEnded;

    /** What of the stream is in the range; of last messages of subjects all are read here. */
    ReadMessages(StreamContext stream, Range range) {
        this.stream = stream;
        this.range = range;
        this.nextSequence = range.sequence;
        this.time = range.time;
        if (range.isLastPerSubject) {
            nextSequence = stream.info().state().lastSequence() + 1;
            stream.lastMessages(List.of(range.filter)).stream()
                    .sorted(Comparator.comparingLong(StreamMessage::sequence))
                    .forEach(read::add);
            read.forEach(message -> nextSequence = Math.max(nextSequence, message.sequence() + 1));
        }
    }

    @Override
    public @Nullable Received next(Duration wait) {
        if (read.isEmpty()) {
            readMore();
        }
        StreamMessage next = read.poll();
        if (next != null) {
            return new Received(next, false);
        }
        if (range.isEndingWithLast) {
            isEnded = true;
        } else {
            Surroundings.pause(wait.compareTo(PERIOD) < 0 ? wait : PERIOD);
        }
        return null;
    }

    private void readMore() {
        MessageGetRequestBuilder request =
                MessageGetRequest.builder().nextBySubject(range.filter).batch(BATCH);
        List<StreamMessage> batch =
                stream.messages((time == null ? request.sequence(nextSequence) : request.startTime(time)).build());
        for (StreamMessage message : batch) {
            read.add(message);
            nextSequence = message.sequence() + 1;
            time = null;
        }
    }

    @Override
    public void shown(Message message) {
        // Nobody waits for it.
    }

    @Override
    public boolean isEnded() {
        return isEnded;
    }

    @Override
    public void stop() {
        isEnded = true;
    }

    @Override
    public void close() {
        read.clear();
    }
}
