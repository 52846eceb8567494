package io.natter.server.jetstream.stream;

import io.natter.store.disk.Disk;
import io.natter.store.disk.DiskFile;
import io.natter.store.disk.NoSpaceException;
import io.natter.store.disk.OsDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A real directory on a disk that is full, or refuses to force, when the test says so. Thread-safe. */
final class LimitedDisk implements Disk {
    private final Disk disk;
    volatile boolean isFull;
    volatile boolean hidesThat; // free space is told as if there was some
    volatile boolean saysSo; // no free space is told, though there is some
    volatile boolean isBroken;
    final AtomicInteger readCount = new AtomicInteger();

    LimitedDisk(Path directory) throws IOException {
        disk = OsDisk.open(directory);
    }

    private final class LimitedFile implements DiskFile {
        private final DiskFile file;

        LimitedFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            readCount.incrementAndGet();
            return file.read(target, position);
        }

        @Override
        public void write(ByteBuffer source, long position) throws IOException {
            if (isFull) {
                throw new NoSpaceException("full", null);
            }
            file.write(source, position);
        }

        @Override
        public void force() throws IOException {
            if (isBroken) {
                throw new IOException("broken");
            }
            file.force();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    public String location() {
        return disk.location();
    }

    @Override
    public DiskFile open(String path) throws IOException {
        return new LimitedFile(disk.open(path));
    }

    @Override
    public DiskFile create(String path) throws IOException {
        return new LimitedFile(disk.create(path));
    }

    @Override
    public void createDirectory(String path) throws IOException {
        disk.createDirectory(path);
    }

    @Override
    public List<String> list(String path) throws IOException {
        return disk.list(path);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return disk.exists(path);
    }

    @Override
    public void rename(String source, String target) throws IOException {
        disk.rename(source, target);
    }

    @Override
    public void delete(String path) throws IOException {
        disk.delete(path);
    }

    @Override
    public void forceDirectory(String path) throws IOException {
        disk.forceDirectory(path);
    }

    @Override
    public @Nullable Closeable tryLock(String path) throws IOException {
        return disk.tryLock(path);
    }

    @Override
    public long usableBytes() throws IOException {
        return saysSo || isFull && !hidesThat ? 0 : disk.usableBytes();
    }
}
