package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.store.disk.DiskFile;
import io.natter.store.sim.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files that are open only while they are used: as if they were open all the time, and never more than so many. */
class LazyFileTest {
    private final SimDisk disk = new SimDisk(new Random(1));

    private LazyFile make(OpenFiles openFiles, String path) throws IOException {
        var file = new LazyFile(openFiles, disk, path);
        file.opened(disk.create(path), false);
        return file;
    }

    private static byte[] read(DiskFile file) throws IOException {
        var buffer = ByteBuffer.allocate((int) file.size());
        return Arrays.copyOf(buffer.array(), file.read(buffer, 0));
    }

    @Test
    void holdWhatWasWrittenWhoeverElseIsUsed() throws IOException {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        var random = new Random(seed);
        var openFiles = new OpenFiles(1 + random.nextInt(6));
        int most = openFiles.countMax();
        List<LazyFile> files = new ArrayList<>();
        List<byte[]> model = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            files.add(make(openFiles, "file" + i));
            model.add(new byte[0]);
        }
        for (int step = 0; step < 5_000; step++) {
            int i = random.nextInt(files.size());
            LazyFile file = files.get(i);
            switch (random.nextInt(6)) {
                case 0, 1 -> {
                    byte[] bytes = new byte[random.nextInt(40)];
                    random.nextBytes(bytes);
                    byte[] before = model.get(i);
                    file.write(ByteBuffer.wrap(bytes), before.length);
                    byte[] after = Arrays.copyOf(before, before.length + bytes.length);
                    System.arraycopy(bytes, 0, after, before.length, bytes.length);
                    model.set(i, after);
                }
                case 2 -> file.force();
                case 3 -> {
                    int length = model.get(i).length / 2;
                    file.truncate(length);
                    model.set(i, Arrays.copyOf(model.get(i), length));
                }
                case 4 -> file.rest();
                default -> assertThat(read(file)).as("seed " + seed).isEqualTo(model.get(i));
            }
            assertThat(openFiles.count()).as("seed " + seed).isLessThanOrEqualTo(most);
        }
    }

    @Test
    void aPinnedFileIsReadWhateverItsNameIs() throws IOException {
        var openFiles = new OpenFiles(1);
        LazyFile file = make(openFiles, "a");
        file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);
        file.pin();
        disk.delete("a");
        LazyFile other = make(openFiles, "a");
        other.write(ByteBuffer.wrap(new byte[] {4}), 0);
        assertThat(read(file)).containsExactly(1, 2, 3);
        assertThat(read(other)).containsExactly(4);
        file.unpin();
        file.close();
        assertThatThrownBy(file::size).isInstanceOf(ClosedChannelException.class);
        assertThat(openFiles.count()).isLessThanOrEqualTo(1);
    }

    @Test
    void isForcedBeforeItIsClosedAndTellsTheNextForceWhenThatFailed() throws IOException {
        var openFiles = new OpenFiles(1);
        LazyFile file = make(openFiles, "a");
        file.write(ByteBuffer.wrap(new byte[] {1}), 0);
        disk.faults((operation, path) -> {
            if (operation.equals("force") && path.equals("a")) {
                throw new IOException("broken");
            }
        });
        LazyFile other = make(openFiles, "b");
        other.write(ByteBuffer.wrap(new byte[] {1}), 0);
        assertThat(other.size()).isEqualTo(1);
        file.wasUsed();
        other.wasUsed();
        make(openFiles, "c");
        disk.faults((operation, path) -> {});
        assertThatThrownBy(file::force).isInstanceOf(IOException.class).hasMessageContaining("earlier force");
    }

    @Test
    void directoriesAreForcedOnceForAllWhoCameBefore() throws IOException {
        List<String> forced = new ArrayList<>();
        disk.faults((operation, path) -> {
            if (operation.equals("forceDirectory")) {
                forced.add(path);
            }
        });
        disk.createDirectory("streams");
        var home = new DirectoryNames(disk, "streams", null);
        List<DirectoryNames> streams = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            disk.createDirectory("streams/" + i);
            streams.add(new DirectoryNames(disk, "streams/" + i, home));
            streams.get(i).made();
        }
        for (DirectoryNames each : streams) {
            each.force();
            each.force();
        }
        assertThat(forced).containsExactly("streams/0", "streams", "streams/1", "streams/2");
        streams.get(1).changed();
        streams.get(1).force();
        assertThat(forced).endsWith("streams/2", "streams/1").hasSize(5);
    }
}
