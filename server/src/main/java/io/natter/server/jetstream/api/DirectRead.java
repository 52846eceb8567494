package io.natter.server.jetstream.api;

import io.natter.protocol.wire.ByteBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A direct get that is read off the loop, piece by piece: what a piece finds is published on the loop before the next is read.
 *
 * <p>Confined to {@link ColdReads}: to the reading thread or to the loop, one after the other.
 */
final class DirectRead implements ColdReads.Read, DirectGet.Sink {
    @SuppressWarnings("ArrayRecordComponent") // identity is never asked for
    private record Answer(ByteBuilder headers, byte[] payload, int from, int length) {}

    private final DirectGet.Sink publisher;
    private final List<Answer> answers = new ArrayList<>();
    private @Nullable Runnable piece;

    /**
     * A read that has not begun.
     *
     * @param request answers to the sink it is given
     * @param publisher where answers go at last
     */
    DirectRead(Consumer<DirectGet.Sink> request, DirectGet.Sink publisher) {
        this.publisher = publisher;
        this.piece = () -> request.accept(this);
    }

    @Override
    public void read() {
        Runnable now = piece;
        piece = null;
        if (now != null) {
            now.run();
        }
    }

    @Override
    public boolean finish() {
        for (Answer answer : answers) {
            publisher.send(answer.headers, answer.payload, answer.from, answer.length);
        }
        answers.clear();
        return piece != null;
    }

    // Stored bytes stay as they are; headers are written anew for each answer.
    @Override
    public void send(ByteBuilder headers, byte[] payload, int from, int length) {
        var kept = new ByteBuilder(headers.length()).append(headers.array(), 0, headers.length());
        answers.add(new Answer(kept, payload, from, length));
    }

    @Override
    public void next(Runnable following) {
        piece = following;
    }
}
