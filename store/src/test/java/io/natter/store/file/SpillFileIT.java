package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.store.Spill;
import io.natter.store.StoreFailedException;
import io.natter.store.StoreOptions;
import io.natter.store.StreamOptions;
import io.natter.store.StreamStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits outside of memory comes back as it was, or not at all. */
class SpillFileIT {
    @TempDir
    Path directory;

    private FileRecordStore open() {
        return FileRecordStore.open(directory, StoreOptions.defaults().withReserveBytes(0));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("spill"))) {
            return files.toList();
        }
    }

    @Test
    void whatIsPutAsideIsReadInAnyOrderAndGoneWhenClosed() throws IOException {
        try (FileRecordStore store = open();
                StreamStore stream = store.open("S", StreamOptions.defaults())) {
            putAndGet(stream, new Random(7));
            assertThat(files()).isEmpty();
        }
    }

    private void putAndGet(StreamStore stream, Random random) throws IOException {
        try (Spill spill = Objects.requireNonNull(stream.spill())) {
            var model = new ArrayList<byte[]>();
            for (int i = 0; i < 100; i++) {
                byte[] bytes = new byte[random.nextInt(5_000)];
                random.nextBytes(bytes);
                int length = random.nextInt(bytes.length + 1);
                assertThat(spill.put(bytes, length)).isEqualTo(i);
                model.add(Arrays.copyOf(bytes, length));
            }
            for (int i = 0; i < 300; i++) {
                int number = random.nextInt(model.size());
                assertThat(spill.get(number)).isEqualTo(model.get(number));
            }
            assertThat(files()).hasSize(1);
        }
    }

    @Test
    void whatTheDiskChangedIsNotReturned() throws IOException {
        try (FileRecordStore store = open();
                StreamStore stream = store.open("S", StreamOptions.defaults());
                Spill spill = Objects.requireNonNull(stream.spill())) {
            spill.put(new byte[100], 100);
            spill.put(new byte[100], 100);
            byte[] changed = new byte[150];
            changed[120] = 1;
            Files.write(files().get(0), changed);
            assertThat(spill.get(0)).hasSize(100);
            assertThatThrownBy(() -> spill.get(1)).isInstanceOf(StoreFailedException.class);
        }
    }

    @Test
    void whatACrashLeftIsDeletedByTheNextOpening() throws IOException {
        open().close();
        Files.createDirectory(directory.resolve("spill"));
        Files.writeString(directory.resolve("spill/3"), "left");
        try (FileRecordStore store = open()) {
            assertThat(store.streams()).isEmpty();
            assertThat(directory.resolve("spill")).doesNotExist();
        }
    }
}
