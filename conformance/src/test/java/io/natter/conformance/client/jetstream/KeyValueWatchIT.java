package io.natter.conformance.client.jetstream;

import static io.natter.conformance.client.jetstream.JetStreamSite.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.RequestTimeoutException;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.Watch;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueCache;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueEntry;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.client.keyvalue.KeyValueUpdates;
import io.natter.client.keyvalue.KeyValueWatcher;
import io.natter.client.keyvalue.WatchOptions;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Watches of buckets, and copies in memory kept by them. */
final class KeyValueWatchIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    /** Notes what it is told as {@code key=value}, {@code key-} and {@code |} for the end of the initial data. */
    private static final class Notes implements KeyValueWatcher<String> {
        private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();

        @Override
        public void onEntry(KeyValueEntry<String> entry) {
            String what = !entry.isPut() ? "-" : entry.isMetaOnly() ? "#" + entry.valueBytes() : "=" + entry.value();
            notes.add(entry.key() + what);
        }

        @Override
        public void onInitialDone() {
            notes.add("|");
        }

        List<String> next(int count) throws InterruptedException {
            List<String> taken = new ArrayList<>();
            while (taken.size() < count) {
                String note = notes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                if (note == null) {
                    throw new AssertionError("got " + taken + ", expected " + count);
                }
                taken.add(note);
            }
            return taken;
        }
    }

    private KeyValue<String> filled(ServerProgram program) {
        KeyValue<String> kv = KeyValueManagement.of(site.start(program, directory))
                .create(KeyValueConfig.of("b").withHistory(5))
                .as(String.class);
        kv.put("a.1", "x");
        kv.put("a.1", "y");
        kv.put("b", "z");
        kv.put("gone", "z");
        kv.delete("gone");
        return kv;
    }

    /** Asks by hand, and notes what it is told. */
    private static final class Asking implements Flow.Subscriber<KeyValueEntry<String>> {
        private final Notes notes = new Notes();
        private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
        private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription.complete(begun);
        }

        @Override
        public void onNext(KeyValueEntry<String> entry) {
            notes.onEntry(entry);
        }

        @Override
        public void onError(Throwable cause) {
            failure.complete(cause);
        }

        @Override
        public void onComplete() {
            failure.complete(new AssertionError("completed"));
        }
    }

    @EachProgram
    void aPublisherTellsAsMuchAsIsAskedFor(ServerProgram program) throws Exception {
        KeyValue<String> kv = filled(program);
        Asking all = new Asking();
        kv.publisher(WatchOptions.ALL).subscribe(all);
        Flow.Subscription asked = all.subscription.join();
        asked.request(2);
        assertThat(all.notes.next(2)).containsExactly("a.1=y", "b=z");
        kv.put("c", "w");
        assertThat(all.notes.notes).isEmpty();
        asked.request(2);
        assertThat(all.notes.next(2)).containsExactly("gone-", "c=w");
        asked.cancel();
    }

    @EachProgram
    void aPublisherMakesUpForWhatIsNotWanted(ServerProgram program) throws Exception {
        KeyValue<String> kv = filled(program);
        Asking values = new Asking();
        kv.publisher(WatchOptions.of(">").withoutDeletes()).subscribe(values);
        values.subscription.join().request(3);
        assertThat(values.notes.next(2)).containsExactly("a.1=y", "b=z");
        kv.delete("b");
        kv.put("d", "v");
        assertThat(values.notes.next(1)).containsExactly("d=v");
        values.subscription.join().cancel();
    }

    @EachProgram
    void aPublisherOfNoBucketFails(ServerProgram program) {
        KeyValue<String> kv = filled(program);
        Flow.Publisher<KeyValueEntry<String>> publisher = kv.publisher(WatchOptions.ALL);
        KeyValueManagement.of(JetStream.of(site.connect())).delete("b");
        Asking nothing = new Asking();
        publisher.subscribe(nothing);
        assertThat(nothing.failure.join()).hasMessageContaining("not found");
        assertThat(nothing.subscription).isDone();
    }

    @EachProgram
    @DisplayName("NJ-65 a watch tells the latest, their end, then changes in order")
    void tellsTheLatestThenChanges(ServerProgram program) throws Exception {
        KeyValue<String> kv = filled(program);
        Notes notes = new Notes();
        try (Watch watch = kv.watch(WatchOptions.ALL, notes)) {
            assertThat(notes.next(4)).containsExactly("a.1=y", "b=z", "gone-", "|");
            watch.initialDone().join();
            kv.put("a.1", "1");
            kv.put("new", "2");
            kv.delete("a.1");
            kv.purge("b");
            kv.put("b", "3");
            assertThat(notes.next(5)).containsExactly("a.1=1", "new=2", "a.1-", "b-", "b=3");
        }
        kv.put("a.1", "not told any more");
        assertThat(notes.notes).isEmpty();
    }

    @EachProgram
    void tellsWhatItsOptionsSay(ServerProgram program) throws Exception {
        KeyValue<String> kv = filled(program);
        assertNotes(kv, WatchOptions.of("a.*", "gone"), "a.1=y", "gone-", "|");
        assertNotes(kv, WatchOptions.ALL.withoutDeletes(), "a.1=y", "b=z", "|");
        assertNotes(kv, WatchOptions.of("a.>", "b").withMetaOnly(), "a.1#1", "b#1", "|");
        assertNotes(kv, WatchOptions.of("a.1").withHistory(), "a.1=x", "a.1=y", "|");
        assertNotes(kv, WatchOptions.ALL.from(3), "b=z", "gone=z", "gone-", "|");
        assertNotes(kv, WatchOptions.of("nothing"), "|");
        Notes notes = new Notes();
        try (Watch watch = kv.watch(WatchOptions.ALL.withUpdatesOnly(), notes)) {
            assertThat(notes.next(1)).containsExactly("|");
            kv.put("n", "1");
            assertThat(notes.next(1)).containsExactly("n=1");
            assertThat(watch.isActive()).isTrue();
        }
    }

    private static void assertNotes(KeyValue<String> kv, WatchOptions options, String... expected) throws Exception {
        Notes notes = new Notes();
        try (Watch watch = kv.watch(options, notes)) {
            assertThat(notes.next(expected.length)).containsExactly(expected);
            watch.initialDone().join();
        }
    }

    @EachProgram
    void goesOnAfterARestart(ServerProgram program) throws Exception {
        KeyValue<String> kv = filled(program);
        Notes notes = new Notes();
        try (Watch watch = kv.watch(WatchOptions.ALL, notes)) {
            notes.next(4);
            site.restart();
            JetStreamSite.await("a put", () -> {
                try {
                    kv.put("after", "1");
                    return true;
                } catch (io.natter.client.NatsException notYet) {
                    return false;
                }
            });
            assertThat(notes.next(1)).containsExactly("after=1");
            assertThat(watch.isActive()).isTrue();
        }
    }

    @EachProgram
    void endsWithItsBucket(ServerProgram program) {
        KeyValue<String> kv = filled(program);
        Watch watch = kv.watch(WatchOptions.ALL, new Notes());
        KeyValueUpdates<String> updates = kv.updates(WatchOptions.ALL);
        KeyValueManagement.of(JetStream.of(site.connect())).delete("b");
        JetStreamSite.await("the end of the watch", () -> watch.ended().isDone());
        List<KeyValueEntry<String>> left = new ArrayList<>();
        updates.forEach(left::add);
        assertThat(left).hasSizeLessThanOrEqualTo(3);
        updates.close();
        watch.close();
    }

    @EachProgram
    void loopsOverUpdates(ServerProgram program) {
        KeyValue<String> kv = filled(program);
        try (KeyValueUpdates<String> updates = kv.updates(WatchOptions.ALL.withoutDeletes())) {
            assertThat(updates.initial(PATIENCE)).extracting(KeyValueEntry::key).containsExactly("a.1", "b");
            assertThat(updates.isInitialOver()).isTrue();
            assertThat(updates.next(Duration.ofMillis(1))).isEmpty();
            List<CompletableFuture<Long>> puts = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                puts.add(kv.putAsync("n." + i, "" + i));
            }
            puts.forEach(CompletableFuture::join);
            int next = 0;
            for (KeyValueEntry<String> update : updates) {
                assertThat(update.value()).isEqualTo("" + next++);
                if (next == 500) {
                    break; // more than fits in the queue is still to come
                }
            }
        }
    }

    @EachProgram
    void keepsACopy(ServerProgram program) {
        KeyValue<String> kv = filled(program);
        try (KeyValueCache<String> cache = kv.cache("a.>", "b")) {
            cache.loaded().join();
            assertThat(cache.asMap()).containsOnlyKeys("a.1", "b");
            long revision = kv.put("a.2", "2");
            cache.awaitRevision(revision, PATIENCE);
            assertThat(cache.value("a.2")).contains("2");
            kv.delete("b");
            cache.awaitRevision(kv.put("a.3", "3"), PATIENCE);
            assertThat(cache.value("b")).isEmpty();
            assertThat(cache.revision()).isEqualTo(revision + 2);
            assertThatThrownBy(() -> cache.awaitRevision(revision + 99, Duration.ofMillis(20)))
                    .isInstanceOf(RequestTimeoutException.class);
            Notes heard = new Notes();
            cache.addListener(heard);
            cache.awaitRevision(kv.put("a.3", "4"), PATIENCE);
            assertThat(cache.entries()).extracting(KeyValueEntry::value).containsExactlyInAnyOrder("y", "2", "4");
        }
    }
}
