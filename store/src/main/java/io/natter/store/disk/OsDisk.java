package io.natter.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the operating system, private to the user: directories 0700, files 0600.
 *
 * <p>Thread-safe.
 */
public final class OsDisk implements Disk {
    private static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> PRIVATE_DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?>[] NONE = {};

    private final Path root;
    private final boolean isPosix;

    private OsDisk(Path root, boolean isPosix) {
        this.root = root;
        this.isPosix = isPosix;
    }

    /**
     * A directory, made if need be, with those above it.
     *
     * @throws IOException when it cannot be made or made private
     */
    public static OsDisk open(Path directory) throws IOException {
        Path root = directory.toAbsolutePath().normalize();
        Files.createDirectories(root);
        boolean isPosix = Files.getFileStore(root).supportsFileAttributeView("posix");
        if (isPosix && !PRIVATE_DIRECTORY.equals(Files.getPosixFilePermissions(root))) {
            Files.setPosixFilePermissions(root, PRIVATE_DIRECTORY);
        }
        return new OsDisk(root, isPosix);
    }

    @Override
    public String location() {
        return root.toString();
    }

    @Override
    public DiskFile open(String path) throws IOException {
        Path file = root.resolve(path);
        return new OsFile(file, FileChannel.open(file, OsFile.OPEN));
    }

    @Override
    public DiskFile create(String path) throws IOException {
        Path file = root.resolve(path);
        try {
            return new OsFile(file, FileChannel.open(file, OsFile.CREATE, attributes(PRIVATE_FILE)));
        } catch (IOException e) {
            throw OsFile.typed(file, e);
        }
    }

    private FileAttribute<?>[] attributes(Set<PosixFilePermission> permissions) {
        return isPosix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)} : NONE;
    }

    @Override
    public void createDirectory(String path) throws IOException {
        Path directory = root.resolve(path);
        if (Files.isDirectory(directory)) {
            return;
        }
        try {
            Files.createDirectory(directory, attributes(PRIVATE_DIRECTORY));
        } catch (IOException e) {
            throw OsFile.typed(directory, e);
        }
    }

    @Override
    public List<String> list(String path) throws IOException {
        String[] entries = root.resolve(path).toFile().list();
        if (entries == null) {
            return listWithReason(path);
        }
        Arrays.sort(entries);
        return List.of(entries);
    }

    // Slower, and tells why there is nothing to be had.
    private List<String> listWithReason(String path) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(path))) {
            for (Path entry : entries) {
                names.add(String.valueOf(entry.getFileName()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(root.resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void rename(String source, String target) throws IOException {
        Path from = root.resolve(source);
        try {
            Files.move(from, root.resolve(target), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw OsFile.typed(from, e);
        }
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(root.resolve(path));
    }

    @Override
    public void forceDirectory(String path) throws IOException {
        if (!isPosix) {
            return;
        }
        try (FileChannel directory = FileChannel.open(root.resolve(path), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    @Override
    public @Nullable Closeable tryLock(String path) throws IOException {
        FileChannel channel = FileChannel.open(
                root.resolve(path),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                attributes(PRIVATE_FILE));
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // answered like a lock of another process
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return null;
    }

    @Override
    public long usableBytes() throws IOException {
        FileStore store = Files.getFileStore(root);
        return store.getUsableSpace();
    }
}
