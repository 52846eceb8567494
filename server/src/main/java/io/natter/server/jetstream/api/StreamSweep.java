package io.natter.server.jetstream.api;

import io.natter.server.jetstream.JetStreamAccount;
import io.natter.server.jetstream.stream.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks one stream after the other, each on its loop; those that were deleted meanwhile are left out.
 *
 * <p>Confined to the api loop.
 *
 * @param <T> what each answers
 */
final class StreamSweep<T> {
    private final Call call;
    private final JetStreamAccount account;
    private final List<Stream> streams;
    private final Function<Stream, T> question;
    private final List<T> answers = new ArrayList<>();
    private int asked;

    StreamSweep(Call call, JetStreamAccount account, List<Stream> streams, Function<Stream, T> question) {
        this.call = call;
        this.account = account;
        this.streams = streams;
        this.question = question;
    }

    /** Begins; {@code whenAll} gets the answers in the order of the streams, on the api loop. */
    void run(Consumer<List<T>> whenAll) {
        @Nullable Stream stream = next();
        if (stream == null) {
            whenAll.accept(answers);
            return;
        }
        call.on(stream, () -> {
            T answer = question.apply(stream);
            call.resume(() -> {
                answers.add(answer);
                run(whenAll);
            });
        });
    }

    private @Nullable Stream next() {
        while (asked < streams.size()) {
            Stream stream = streams.get(asked++);
            if (stream.equals(account.stream(stream.name()))) {
                return stream;
            }
        }
        return null;
    }
}
