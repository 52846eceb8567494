package io.natter.server.jetstream.api;

import io.natter.protocol.jetstream.AccountInfo;
import io.natter.protocol.jetstream.AccountLimits;
import io.natter.protocol.jetstream.AccountPurge;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.StorageType;
import io.natter.server.config.AccountJetStream;
import io.natter.server.jetstream.JetStreamAccount;
import io.natter.server.jetstream.rules.RefusedException;
import io.natter.server.jetstream.stream.Stream;
import java.util.List;
import java.util.Map;

/**
 * What an account uses and may use (D20), its end, and what only a cluster could do (D42-D44).
 *
 * <p>Confined to the api loop.
 */
final class AccountCalls {
    private final ApiParts parts;

    AccountCalls(ApiParts parts) {
        this.parts = parts;
    }

    void info(Call call) {
        JetStreamAccount account = call.account();
        List<Stream> streams = List.copyOf(account.streams());
        new StreamSweep<>(
                        call,
                        account,
                        streams,
                        stream -> stream.consumers().all().size())
                .run(counts -> call.answer(
                        AccountInfo.JSON,
                        describe(
                                account,
                                counts.stream().mapToLong(count -> count).sum())));
    }

    // For the system account only; to others it is as if there were no such call.
    void purge(Call call) {
        if (!call.request().account().equals(parts.settings().systemAccount())) {
            call.ignore();
            return;
        }
        String name = call.subject().stream();
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            throw new RefusedException(ApiErrorCode.STREAM_GENERAL, "account name can not contain path separators");
        }
        JetStreamAccount account = parts.jetStream().account(name);
        if (account != null) {
            account.streams().forEach(stream -> parts.port().forget(name, stream.name()));
        }
        parts.jetStream().purge(name, error -> {
            if (error == null) {
                call.answer(AccountPurge.JSON, new AccountPurge(true));
            } else {
                call.fail(error);
            }
        });
    }

    void requiresCluster(Call call) {
        call.fail(ApiErrorCode.CLUSTER_REQUIRED.error());
    }

    private AccountInfo describe(JetStreamAccount account, long consumers) {
        return new AccountInfo(
                bytes(account, StorageType.MEMORY),
                bytes(account, StorageType.FILE),
                ApiParts.reserved(account, StorageType.MEMORY),
                ApiParts.reserved(account, StorageType.FILE),
                account.streams().size(),
                consumers,
                limits(account.limits()),
                parts.settings().domain(),
                parts.statistics().of(account.name()),
                Map.of());
    }

    private static long bytes(JetStreamAccount account, StorageType storage) {
        return account.streams().stream()
                .filter(stream -> stream.config().storage() == storage)
                .mapToLong(stream -> stream.reader().bytes())
                .sum();
    }

    private static AccountLimits limits(AccountJetStream limits) {
        return new AccountLimits(
                limits.maxMemory(),
                limits.maxStore(),
                limits.maxStreams(),
                limits.maxConsumers(),
                limits.maxAckPending(),
                limits.memoryMaxStreamBytes(),
                limits.storeMaxStreamBytes(),
                limits.maxBytesRequired());
    }
}
