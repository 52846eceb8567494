package io.natter.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files below one directory: all the store asks of an operating system, so that tests can be the operating system.
 *
 * <p>Thread-safe. Paths are relative, with {@code /} between names. A change of names (new, renamed, deleted) lasts only after
 * {@link #forceDirectory} of the directory it is in.
 */
public interface Disk {
    /** Where it is, for messages. */
    String location();

    /** Opens a file that exists, to read and to write. */
    DiskFile open(String path) throws IOException;

    /** Makes a file that does not exist, private to the user, and opens it. */
    DiskFile create(String path) throws IOException;

    /** Makes a directory, private to the user; nothing happens when it exists. Its parent must exist. */
    void createDirectory(String path) throws IOException;

    /** The names in a directory, in order; the empty path is the whole disk's. Empty when there is no such directory. */
    List<String> list(String path) throws IOException;

    /** Whether there is a file or a directory. */
    boolean exists(String path) throws IOException;

    /** Gives a file or directory another name, in place of a file that has it. */
    void rename(String source, String target) throws IOException;

    /** Deletes a file or an empty directory; nothing happens when there is none. Who has the file open can read on. */
    void delete(String path) throws IOException;

    /** Makes the changes of names in a directory last. */
    void forceDirectory(String path) throws IOException;

    /** Takes the lock of a file, which is made if need be; null when another process, or this one, has it. */
    @Nullable
    Closeable tryLock(String path) throws IOException;

    /** Free space, in bytes. */
    long usableBytes() throws IOException;
}
