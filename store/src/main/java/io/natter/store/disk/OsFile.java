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

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

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
        long read = 0;
        while (read >= 0 && target.position() < end) {
            target.limit(Math.min(end, target.position() + PIECE_BYTES));
            read = withChannel(FileChannel::read, target, position + target.position() - begin);
        }
        target.limit(end);
        return target.position() - begin;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        int begin = source.position();
        int end = source.limit();
        while (source.position() < end) {
            source.limit(Math.min(end, source.position() + PIECE_BYTES));
            withChannel(FileChannel::write, source, position + source.position() - begin);
        }
        source.limit(end);
    }

    @Override
    public void force() throws IOException {
        withChannel(
                (open, none, unused) -> {
                    open.force(false);
                    return 0;
                },
                NOTHING,
                0);
    }

    @Override
    public long size() throws IOException {
        return withChannel((open, none, unused) -> open.size(), NOTHING, 0);
    }

    @Override
    public void truncate(long size) throws IOException {
        withChannel((open, none, wanted) -> open.truncate(wanted).size(), NOTHING, size);
    }

    private long withChannel(Operation operation, ByteBuffer buffer, long number) throws IOException {
        boolean isInterrupted = false;
        int begin = buffer.position();
        try {
            while (true) {
                FileChannel open = channel;
                try {
                    return operation.run(open, buffer, number);
                } catch (ClosedByInterruptException e) {
                    isInterrupted |= Thread.interrupted();
                    reopen();
                } catch (ClosedChannelException e) {
                    if (isClosed) {
                        throw e;
                    }
                    reopen();
                }
                buffer.position(begin);
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

    /** Something done with an open channel, and with a buffer and a place or size where it takes them. */
    private interface Operation {
        long run(FileChannel open, ByteBuffer buffer, long number) throws IOException;
    }
}
