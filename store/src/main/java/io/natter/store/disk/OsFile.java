package io.natter.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;

/**
 * An open file of the operating system.
 *
 * <p>Thread-safe. An interrupt of a thread closes the JDK's channel under everybody; the file is then opened again and the
 * operation repeated, which each of them allows, and the thread stays interrupted.
 */
final class OsFile implements DiskFile {
    static final Set<OpenOption> OPEN = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
    static final Set<OpenOption> CREATE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

    /** Most at a time: the JDK copies through native memory of that size, which the thread then keeps. */
    private static final int PIECE_BYTES = 256 << 10;

    private final Path path;
    private volatile FileChannel channel;
    private volatile boolean isClosed;

    OsFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int begin = target.position();
        int end = target.limit();
        withChannel(open -> {
            target.position(begin);
            int read = 0;
            while (read >= 0 && target.position() < end) {
                target.limit(Math.min(end, target.position() + PIECE_BYTES));
                read = open.read(target, position + target.position() - begin);
            }
        });
        target.limit(end);
        return target.position() - begin;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        int begin = source.position();
        int end = source.limit();
        withChannel(open -> {
            source.position(begin);
            while (source.position() < end) {
                source.limit(Math.min(end, source.position() + PIECE_BYTES));
                open.write(source, position + source.position() - begin);
            }
        });
        source.limit(end);
    }

    @Override
    public void force() throws IOException {
        withChannel(open -> open.force(false));
    }

    @Override
    public long size() throws IOException {
        long[] size = new long[1];
        withChannel(open -> size[0] = open.size());
        return size[0];
    }

    @Override
    public void truncate(long size) throws IOException {
        withChannel(open -> open.truncate(size));
    }

    private void withChannel(Operation operation) throws IOException {
        boolean isInterrupted = false;
        try {
            while (true) {
                FileChannel open = channel;
                try {
                    operation.run(open);
                    return;
                } catch (ClosedByInterruptException e) {
                    isInterrupted |= Thread.interrupted();
                    reopen();
                } catch (ClosedChannelException e) {
                    if (isClosed) {
                        throw e;
                    }
                    reopen();
                }
            }
        } catch (IOException e) {
            throw typed(path, e);
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized void reopen() throws IOException {
        if (isClosed) {
            throw new ClosedChannelException();
        }
        if (!channel.isOpen()) {
            channel = FileChannel.open(path, OPEN);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        isClosed = true;
        channel.close();
    }

    /** The same error with its own type where the JDK has only words for it. */
    static IOException typed(Path path, IOException error) {
        String message = String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
        boolean isFull = message.contains("no space left")
                || message.contains("quota exceeded")
                || message.contains("not enough space");
        return isFull ? new NoSpaceException(path + ": no space left", error) : error;
    }

    /** Something done with an open channel. */
    private interface Operation {
        void run(FileChannel open) throws IOException;
    }
}
