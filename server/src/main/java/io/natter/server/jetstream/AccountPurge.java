package io.natter.server.jetstream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.server.jetstream.stream.Stream;
import io.natter.store.StoreException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Deletes all streams of one account, one after the other, and then what is left of the account on disk.
 *
 * <p>Confined to the api loop.
 */
final class AccountPurge {
    private final JetStreamParts parts;
    private final String accountName;
    private final @Nullable JetStreamAccount account;
    private final Deque<String> left = new ArrayDeque<>();
    private final Consumer<@Nullable ApiError> done;

    /**
     * A purge that has not begun.
     *
     * @param account null for one that has no JetStream by now: only files are left of it
     * @param done told when all is gone, or what went wrong: the streams after that one are still there
     */
    AccountPurge(
            JetStreamParts parts,
            String accountName,
            @Nullable JetStreamAccount account,
            Consumer<@Nullable ApiError> done) {
        this.parts = parts;
        this.accountName = accountName;
        this.account = account;
        this.done = done;
    }

    /** Begins. */
    void start() {
        if (account != null) {
            account.streams().stream().map(Stream::name).forEach(left::add);
        }
        parts.log().info("Purge request for account {} (streams: {})", accountName, left.size());
        next();
    }

    private void next() {
        String streamName = left.poll();
        if (account == null || streamName == null) {
            deleteTheRest();
            return;
        }
        account.delete(streamName, outcome -> {
            if (outcome.isFailed()) {
                done.accept(outcome.error());
            } else {
                next();
            }
        });
    }

    private void deleteTheRest() {
        if (account != null) {
            account.forgetOffline();
        }
        parts.diskWork().execute(() -> {
            ApiError error = deleteFiles(accountName + "/");
            parts.apiLoop().execute(() -> done.accept(error));
        });
    }

    private @Nullable ApiError deleteFiles(String prefix) {
        try {
            parts.files().streams().stream()
                    .filter(name -> name.startsWith(prefix))
                    .forEach(parts.files()::delete);
            return null;
        } catch (StoreException | IllegalStateException failed) {
            return ApiErrorCode.STREAM_GENERAL.error(String.valueOf(failed.getMessage()));
        }
    }
}
