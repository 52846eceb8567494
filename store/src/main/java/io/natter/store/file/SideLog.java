package io.natter.store.file;

import io.natter.store.Commit;
import io.natter.store.SideRecords;
import io.natter.store.StoreException;
import io.natter.store.StoreFailedException;
import io.natter.store.StoreFullException;
import io.natter.store.disk.Disk;
import io.natter.store.disk.DiskFile;
import io.natter.store.disk.NoSpaceException;
import io.natter.store.format.FileScan;
import io.natter.store.format.RecordFormat;
import io.natter.store.format.RecordKind;
import io.natter.store.format.SegmentHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Side records of a stream: a log of values by key, and all of them in memory.
 *
 * <p>Confined to the stream's owner; forced by the committer. Changes are appended to the file; once it holds much more than the
 * values there are, it is written anew under another name, forced, and renamed. A value found damaged is gone, and reported; the
 * one before it, if it is still in the file, counts again.
 */
final class SideLog implements SideRecords, Forceable {
    /** Its file. */
    static final String FILE = "side.log";

    /** The file being written anew. */
    static final String TEMPORARY = "side.log.tmp";

    private static final int REWRITE_BYTES_MIN = 64 << 10;

    private final Surroundings around;
    private final String directory;
    private final DirectoryNames names;
    private final boolean isProven;
    private final Map<String, byte[]> values = new TreeMap<>();

    /** Keys changed since the last write, in the order of their last change; null for one that was removed. */
    private final Map<String, byte @Nullable []> changes = new LinkedHashMap<>();

    private final List<String> events = new ArrayList<>();
    private long liveBytes;
    private long nextSeq = 1;
    private long ordinal;
    private int salt;
    private int end;
    private volatile int forced;
    private volatile @Nullable LazyFile file;
    private volatile boolean isFailed;
    private volatile boolean isQueued;

    private SideLog(StreamFiles files) {
        this.around = files.around();
        this.directory = files.directory();
        this.names = files.names();
        this.isProven = files.isProven();
    }

    /**
     * Reads the side records of a stream; none when there is no file.
     *
     * @param found the names in the stream's directory
     */
    static SideLog open(StreamFiles files, List<String> found) throws IOException {
        var log = new SideLog(files);
        Disk disk = files.around().disk();
        if (found.contains(TEMPORARY)) {
            disk.delete(log.path(TEMPORARY));
        }
        if (found.contains(FILE)) {
            log.recover(disk.open(log.path(FILE)));
        }
        return log;
    }

    private String path(String name) {
        return directory + "/" + name;
    }

    /** What was not as it should be. */
    List<String> events() {
        return events;
    }

    private void recover(DiskFile opened) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(opened.size(), Integer.MAX_VALUE - 8));
        int length = opened.read(buffer, 0);
        byte[] bytes = buffer.array();
        SegmentHeader header = SegmentHeader.decode(Arrays.copyOf(bytes, Math.min(length, SegmentHeader.BYTES)), FILE);
        if (header == null) {
            opened.close();
            setAside(isBlank(bytes, length));
            return;
        }
        ordinal = header.ordinal();
        salt = header.salt();
        FileScan scan = FileScan.of(bytes, length, salt, false, around.check());
        for (int i = 0; i < scan.count(); i++) {
            restore(bytes, scan.placeAt(i));
        }
        for (int i = 0; i < scan.damageCount(); i++) {
            events.add(FILE + ": damaged at byte " + scan.damageAt(i) + ", the value there is lost");
        }
        end = scan.cutAt();
        forced = isProven && length == end ? end : scan.provenBytes();
        var found = new LazyFile(around.openFiles(), around.disk(), path(FILE));
        found.opened(opened, true);
        if (length > end) {
            events.add(FILE + ": cut at byte " + end + ", " + (length - end) + " bytes of an unfinished write");
            found.truncate(end);
            found.force(); // before anything is written over it, as for records (StreamRecovery)
        }
        // After a failed force a page may be clean and yet lost, so what is not proven is written again.
        if (forced < end) {
            found.write(ByteBuffer.wrap(bytes, forced, end - forced), forced);
        }
        file = found;
        found.rest();
        if (forced < end) {
            submit(Commit.IGNORED);
        }
    }

    // What a crash leaves of a file that was made and never forced.
    private static boolean isBlank(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private void setAside(boolean isBlank) throws IOException {
        String path = path(FILE);
        if (isBlank) {
            around.disk().delete(path);
            events.add(FILE + ": empty, as a crash leaves it when it is made");
            return;
        }
        around.disk().rename(path, path + StreamFiles.DAMAGED);
        around.disk().forceDirectory(directory);
        events.add(FILE + ": damaged at byte 0, set aside as " + FILE + StreamFiles.DAMAGED);
    }

    private void restore(byte[] bytes, int at) {
        int contentAt = RecordFormat.contentAt(bytes, at);
        String key = new String(
                bytes,
                RecordFormat.subjectAt(bytes, at),
                RecordFormat.subjectLength(bytes, at),
                StandardCharsets.UTF_8);
        if (RecordFormat.kind(bytes, at) == RecordKind.SIDE_PUT) {
            set(key, Arrays.copyOfRange(bytes, contentAt, at + RecordFormat.length(bytes, at)));
        } else {
            set(key, null);
        }
        nextSeq = RecordFormat.seq(bytes, at) + 1;
    }

    private void set(String key, byte @Nullable [] value) {
        byte[] old = value == null ? values.remove(key) : values.put(key, value);
        liveBytes += (value == null ? 0 : recordBytes(key, value)) - (old == null ? 0 : recordBytes(key, old));
    }

    private static int recordBytes(String key, byte @Nullable [] value) {
        return RecordFormat.HEADER_BYTES
                + key.getBytes(StandardCharsets.UTF_8).length
                + (value == null ? 0 : value.length);
    }

    @Override
    public List<String> keys() {
        return List.copyOf(values.keySet());
    }

    @Override
    public byte @Nullable [] get(String key) {
        byte[] value = values.get(key);
        return value == null ? null : value.clone();
    }

    @Override
    public void put(String key, byte[] value) {
        int keyBytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (keyBytes < 1 || keyBytes > KEY_BYTES_MAX || value.length > VALUE_BYTES_MAX) {
            throw new IllegalArgumentException("side record: got a key of " + keyBytes + " bytes and a value of "
                    + value.length + ", expected 1 to " + KEY_BYTES_MAX + " and at most " + VALUE_BYTES_MAX);
        }
        byte[] copy = value.clone();
        set(key, copy);
        changes.remove(key);
        changes.put(key, copy);
    }

    @Override
    public void remove(String key) {
        if (values.containsKey(key)) {
            set(key, null);
            changes.remove(key);
            changes.put(key, null);
        }
    }

    @Override
    public void write() {
        if (isFailed) {
            throw new StoreFailedException(directory + "/" + FILE + ": read-only since a write or force failed", null);
        }
        if (changes.isEmpty()) {
            return;
        }
        try {
            if (file == null || end > REWRITE_BYTES_MIN && end > 2 * (liveBytes + SegmentHeader.BYTES)) {
                rewrite();
            } else {
                append();
            }
            changes.clear();
        } catch (NoSpaceException e) {
            throw new StoreFullException(directory + "/" + FILE + ": disk is full", e);
        } catch (IOException e) {
            isFailed = true;
            throw new StoreFailedException(directory + "/" + FILE + ": cannot be written", e);
        }
    }

    private void append() throws IOException {
        byte[] bytes = encode(changes, forced);
        DiskFile open = file;
        if (open == null) {
            throw new IOException(FILE + ": closed");
        }
        try {
            open.write(ByteBuffer.wrap(bytes), end);
        } catch (NoSpaceException e) {
            open.truncate(end);
            throw e;
        }
        end += bytes.length;
    }

    // The new file is forced before it takes the old one's name, so there is always one that is whole. In lazy mode the
    // first one may wait: what a power cut takes with it was said within the last interval.
    private void rewrite() throws IOException {
        Disk disk = around.disk();
        String temporary = path(TEMPORARY);
        boolean isForced = file != null || !around.committer().isLazy();
        disk.delete(temporary);
        int newSalt = around.random().getAsInt();
        long made = around.nowNs().getAsLong();
        var header = new SegmentHeader(SegmentHeader.Kind.SIDE, false, ordinal + 1, 1, 1, 0, made, newSalt);
        int oldSalt = salt;
        salt = newSalt;
        DiskFile written = disk.create(temporary);
        try {
            byte[] bytes = encode(new LinkedHashMap<>(values), SegmentHeader.BYTES);
            written.write(ByteBuffer.wrap(header.encode()), 0);
            written.write(ByteBuffer.wrap(bytes), SegmentHeader.BYTES);
            if (isForced) {
                written.force();
            }
            disk.rename(temporary, path(FILE));
            names.changed();
            if (isForced) {
                names.force();
            }
            replace(written, SegmentHeader.BYTES + bytes.length, isForced);
        } catch (IOException e) {
            salt = oldSalt;
            written.close();
            throw e;
        }
    }

    private void replace(DiskFile written, int bytes, boolean isForced) throws IOException {
        LazyFile old = file;
        var next = new LazyFile(around.openFiles(), around.disk(), path(FILE));
        next.opened(written, isForced);
        file = next;
        end = bytes;
        forced = isForced ? bytes : 0;
        ordinal++;
        if (old == null) {
            next.rest(); // most streams have nothing more to say here for long
        } else {
            old.close();
        }
    }

    private byte[] encode(Map<String, byte @Nullable []> entries, int forcedBytes) {
        int length = 0;
        for (Map.Entry<String, byte @Nullable []> each : entries.entrySet()) {
            length += recordBytes(each.getKey(), each.getValue());
        }
        byte[] bytes = new byte[length];
        int at = 0;
        for (Map.Entry<String, byte @Nullable []> each : entries.entrySet()) {
            byte[] key = each.getKey().getBytes(StandardCharsets.UTF_8);
            byte[] value = each.getValue();
            int recordLength = RecordFormat.HEADER_BYTES + key.length + (value == null ? 0 : value.length);
            RecordKind kind = value == null ? RecordKind.SIDE_REMOVE : RecordKind.SIDE_PUT;
            RecordFormat.begin(bytes, at, recordLength, kind, nextSeq++, 0);
            RecordFormat.putLengths(bytes, at, key.length, 0);
            System.arraycopy(key, 0, bytes, at + RecordFormat.HEADER_BYTES, key.length);
            if (value != null) {
                System.arraycopy(value, 0, bytes, at + RecordFormat.HEADER_BYTES + key.length, value.length);
            }
            RecordFormat.seal(bytes, at, at + recordLength < length, forcedBytes, salt);
            at += recordLength;
        }
        return bytes;
    }

    @Override
    public void commit(Commit commit) {
        try {
            write();
        } catch (StoreException e) {
            commit.done(e);
            return;
        }
        if (file == null || forced == end) {
            commit.done(null);
        } else if (around.committer().isLazy()) {
            if (!isQueued) {
                isQueued = true;
                submit(Commit.IGNORED);
            }
            commit.done(null);
        } else {
            submit(commit);
        }
    }

    private void submit(Commit commit) {
        int bytes = end;
        LazyFile forcedFile = file;
        around.committer().submit(this, failure -> {
            if (failure == null && isStill(forcedFile)) {
                forced = Math.max(forced, bytes);
            }
            commit.done(failure);
        });
    }

    // After a rewrite the numbers are those of another file.
    @SuppressWarnings("ReferenceEquality")
    private boolean isStill(@Nullable LazyFile other) {
        return file == other;
    }

    @Override
    public void force() throws IOException {
        isQueued = false;
        LazyFile open = file;
        if (open != null) {
            try {
                open.force();
                names.force();
                if (around.committer().isLazy()) {
                    open.rest();
                }
            } catch (ClosedChannelException replaced) {
                // A rewritten file, forced already, has all of it.
            }
        }
    }

    @Override
    public void onForceFailed(IOException failure) {
        isFailed = true;
    }

    @Override
    public boolean isForceFailed() {
        return isFailed;
    }

    /** Writes and forces what is left, and closes the file. */
    void close() {
        try {
            write();
            LazyFile open = file;
            if (open != null) {
                if (forced < end) {
                    open.force();
                    names.force();
                }
                open.close();
                file = null;
            }
        } catch (StoreException | IOException e) {
            isFailed = true;
        }
    }
}
