package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.StreamConfig;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The streams of an account, as far as rules look at them.
 *
 * <p>Confined to the thread of whoever asks.
 */
public interface StreamDirectory {
    /** No streams. */
    StreamDirectory EMPTY = new StreamDirectory() {
        @Override
        public @Nullable StreamConfig stream(String name) {
            return null;
        }

        @Override
        public Collection<StreamConfig> streams() {
            return List.of();
        }
    };

    /** What the stream of that name is, or null where there is none. */
    @Nullable
    StreamConfig stream(String name);

    /** What all streams are, in any order. */
    Collection<StreamConfig> streams();
}
