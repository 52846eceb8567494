package io.natter.server.jetstream;

import io.natter.server.account.Account;
import io.natter.server.config.JetStreamConfig;
import io.natter.server.core.InternalLoop;
import io.natter.store.RecordStore;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What everything of JetStream shares.
 *
 * <p>Immutable; each part is safe to use from any thread as its type says.
 *
 * @param config what it runs with
 * @param payloadBytesMax most bytes of a message's headers and payload
 * @param files the store of streams in files
 * @param memory the store of streams in memory
 * @param apiLoop the loop that owns the directory and answers requests
 * @param streamLoops the loops that own the streams
 * @param diskWork runs what may wait for the disk: opening, closing and deleting streams
 * @param total bytes of all accounts
 * @param origins where streams are that others copy
 * @param batches how many batches are open, and what waits of them
 * @param systemAccount the account of the server's own events, or null for none
 * @param log where the operator is told
 */
record JetStreamParts(
        JetStreamConfig config,
        int payloadBytesMax,
        RecordStore files,
        RecordStore memory,
        InternalLoop apiLoop,
        List<InternalLoop> streamLoops,
        Executor diskWork,
        StreamUsages.Total total,
        Origins origins,
        OpenBatches batches,
        Supplier<@Nullable Account> systemAccount,
        Logger log) {
    /** Copies the list. */
    JetStreamParts {
        streamLoops = List.copyOf(streamLoops);
    }
}
