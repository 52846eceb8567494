package io.natter.server.jetstream;

import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JetStream of one server: its store, its loops, and the accounts that have streams.
 *
 * <p>Confined to the api loop, but for {@link #close}.
 */
public final class JetStream implements AutoCloseable {
    private final TreeMap<String, JetStreamAccount> accounts = new TreeMap<>();

    JetStream() {}

    /** The account of this name, or null when it has no JetStream. */
    public @Nullable JetStreamAccount account(String name) {
        return accounts.get(name);
    }

    /** All accounts that have JetStream, by name; a view. */
    public Collection<JetStreamAccount> accounts() {
        return Collections.unmodifiableCollection(accounts.values());
    }

    /** Stops taking messages, writes and forces what was taken, and closes the store. Returns when nothing runs any more. */
    @Override
    public void close() {}
}
