package io.natter.conformance.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.natter.client.Codec;
import io.natter.client.Message;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.client.keyvalue.KeyValueScope;
import io.natter.client.keyvalue.RevisionConflictException;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are read and changed together, in buckets that take changes all or none, and in others. */
final class KeyValueScopeIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    private KeyValue<Integer> bucket(ServerProgram program, KeyValueConfig config) {
        return KeyValueManagement.of(site.start(program, directory))
                .createOrUpdate(config)
                .as(new Numbers());
    }

    /** Whole numbers as text. */
    private static final class Numbers implements Codec<Integer> {
        @Override
        public byte[] encode(Integer value) {
            return value.toString().getBytes(StandardCharsets.US_ASCII);
        }

        @Override
        public Integer decode(Message message) {
            return Integer.valueOf(message.text());
        }
    }

    private KeyValue<Integer> plain(ServerProgram program) {
        return bucket(program, KeyValueConfig.of("plain").inMemory());
    }

    private KeyValue<Integer> atomic(ServerProgram program) {
        return bucket(program, KeyValueConfig.of("whole").inMemory().withAtomic());
    }

    @EachProgram
    void readsOnceAndSeesItsOwnChanges(ServerProgram program) {
        KeyValue<Integer> kv = plain(program);
        kv.put("a", 1);
        KeyValueScope<Integer> scope = kv.scope();
        assertThat(scope.get("a")).contains(1);
        kv.put("a", 2);
        assertThat(scope.get("a")).contains(1);
        scope.put("b", 7);
        assertThat(scope.get("b")).contains(7);
        scope.delete("b");
        assertThat(scope.get("b")).isEmpty();
        assertThat(kv.get("b")).isEmpty();
    }

    @EachProgram
    void whatWasReadMustNotHaveChanged(ServerProgram program) {
        KeyValue<Integer> kv = plain(program);
        kv.put("a", 1);
        KeyValueScope<Integer> late = kv.scope();
        KeyValueScope<Integer> deleting = kv.scope();
        KeyValueScope<Integer> creating = kv.scope();
        late.put("a", late.get("a").orElseThrow() + 1);
        deleting.get("a");
        deleting.delete("a");
        assertThat(creating.get("new")).isEmpty();
        creating.put("new", 1);
        kv.put("a", 10);
        kv.put("new", 10);
        for (KeyValueScope<Integer> scope : List.of(late, deleting, creating)) {
            assertThatExceptionOfType(RevisionConflictException.class).isThrownBy(scope::commit);
        }
        assertThat(kv.value("a")).contains(10);
        assertThat(kv.value("new")).contains(10);
        assertThatIllegalStateException().isThrownBy(() -> late.get("a"));
        assertThatIllegalStateException().isThrownBy(late::commit);
    }

    @EachProgram
    void whatWasNotReadIsWrittenWhateverItIs(ServerProgram program) {
        KeyValue<Integer> kv = plain(program);
        kv.put("a", 1);
        KeyValueScope<Integer> scope = kv.scope();
        scope.put("a", 2);
        kv.put("a", 10);
        assertThat(scope.commit()).isEqualTo(3);
        assertThat(kv.value("a")).contains(2);
        assertThat(scope.stored()).isEqualTo(Map.of("a", 3L));
        assertThat(kv.scope().commit()).isZero();
    }

    @EachProgram
    void anAtomicBucketTakesAllOrNone(ServerProgram program) {
        KeyValue<Integer> kv = atomic(program);
        kv.put("a", 1);
        kv.put("b", 2);
        KeyValueScope<Integer> refused = changing(kv);
        kv.put("b", 3);
        assertThatExceptionOfType(RevisionConflictException.class)
                .isThrownBy(refused::commit)
                .satisfies(conflict -> assertThat(conflict.key()).isEqualTo("b"))
                .satisfies(conflict -> assertThat(conflict.expectedRevision()).isEqualTo(2));
        assertThat(refused.stored()).isEmpty();
        assertThat(kv.value("a")).contains(1);
        assertThat(kv.value("c")).isEmpty();

        KeyValueScope<Integer> taken = changing(kv);
        assertThat(taken.commit()).isEqualTo(6);
        assertThat(kv.value("a")).contains(101);
        assertThat(kv.get("b")).isEmpty();
        assertThat(kv.value("c")).contains(100);
    }

    /** Changes a, deletes b, makes c. */
    private static KeyValueScope<Integer> changing(KeyValue<Integer> kv) {
        KeyValueScope<Integer> scope = kv.scope();
        scope.put("a", scope.get("a").orElseThrow() + 100);
        scope.get("b");
        scope.delete("b");
        scope.put("c", scope.get("c").orElse(0) + 100);
        return scope;
    }

    @EachProgram
    void anotherBucketTakesThemOneByOneAndTellsWhichItTook(ServerProgram program) {
        KeyValue<Integer> kv = plain(program);
        kv.put("a", 1);
        kv.put("b", 2);
        KeyValueScope<Integer> scope = changing(kv);
        kv.put("b", 3);
        assertThatExceptionOfType(RevisionConflictException.class).isThrownBy(scope::commit);
        assertThat(scope.stored()).isEqualTo(Map.of("a", 4L));
        assertThat(kv.value("a")).contains(101);
        assertThat(kv.value("b")).contains(3);
        assertThat(kv.value("c")).isEmpty();
    }

    @EachProgram
    void workIsDoneAgainUntilNobodyInterferes(ServerProgram program) {
        KeyValue<Integer> kv = atomic(program);
        kv.put("ann", 1_000);
        List<CompletableFuture<Void>> movers = IntStream.range(0, 4)
                .mapToObj(mover -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 10; i++) {
                        move(kv);
                    }
                }))
                .toList();
        movers.forEach(CompletableFuture::join);
        assertThat(kv.value("ann")).contains(600);
        assertThat(kv.value("bob")).contains(400);
    }

    private static int move(KeyValue<Integer> kv) {
        return kv.inScope(scope -> {
            int left = scope.get("ann").orElse(0) - 10;
            scope.put("ann", left);
            scope.put("bob", scope.get("bob").orElse(0) + 10);
            return left;
        });
    }

    @EachProgram
    void workIsNotDoneAgainWhereHalfOfItIsThere(ServerProgram program) {
        KeyValue<Integer> kv = plain(program);
        kv.put("ann", 100);
        AtomicInteger attempts = new AtomicInteger();
        assertThatExceptionOfType(RevisionConflictException.class)
                .isThrownBy(() -> kv.inScope(scope -> {
                    scope.put("ann", scope.get("ann").orElse(0) - 10);
                    scope.put("bob", scope.get("bob").orElse(0) + 10);
                    kv.put("bob", 5);
                    return attempts.incrementAndGet();
                }));
        assertThat(attempts).hasValue(1);
        assertThat(kv.value("ann")).isEqualTo(Optional.of(90));
    }
}
