package io.natter.store.file;

import io.natter.store.StoreFormatException;
import io.natter.store.disk.Disk;
import io.natter.store.disk.DiskFile;
import io.natter.store.format.LittleEndian;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a stream: its name on the disk, and the file in it that says which stream it is.
 *
 * <p>Immutable.
 *
 * <pre>
 *  streams/{name}          letters, digits, - and _ as they are, other bytes as %XX; long names end in ~ and a digest
 *  streams/{name}/stream   0 u64 magic "NATTRNAM"   8 u16 version: 1   10 u16 length   12 name in UTF-8   . u32 CRC32C
 * </pre>
 */
final class StreamHome {
    /** Where streams are. */
    static final String STREAMS = "streams";

    /** The file that says which stream it is. */
    static final String NAME_FILE = "stream";

    /** Files of ours beside the records. */
    static final Set<String> OWN_FILES = Set.of(NAME_FILE, SideLog.FILE, SideLog.TEMPORARY);

    /** What a directory that is being deleted is called. */
    static final String DELETED = ".deleted";

    private static final long MAGIC = 0x4d414e525454414eL;
    private static final int VERSION = 1;
    private static final int NAME_BYTES_MAX = 180;
    private static final int NAME_BYTES_KEPT = 100;

    private static final Pattern DOOMED = Pattern.compile("[0-9A-Za-z%_~-]+\\.deleted[0-9a-f]{1,8}");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private StreamHome() {}

    /** Whether a file in a stream's directory is one of ours, by its name. */
    static boolean isOwn(String name) {
        return name.endsWith(StreamFiles.DAMAGED)
                ? isOwn(name.substring(0, name.length() - StreamFiles.DAMAGED.length()))
                : OWN_FILES.contains(name)
                        || StreamFiles.ordinal(name, StreamFiles.SUFFIX) >= 0
                        || StreamFiles.ordinal(name, StreamFiles.TEMPORARY) >= 0;
    }

    /** Whether an entry is what is left of a stream that was being deleted. */
    static boolean isDoomed(String entry) {
        return entry.contains(DELETED) && DOOMED.matcher(entry).matches();
    }

    /** Deletes what is ours of a directory, by its name, and the directory when that was all. */
    static void deleteOwn(Disk disk, String directory, Predicate<String> isOwn) throws IOException {
        boolean isAll = true;
        for (String name : disk.list(directory)) {
            if (isOwn.test(name)) {
                disk.delete(directory + "/" + name);
            } else {
                isAll = false;
            }
        }
        if (isAll) {
            disk.delete(directory);
        }
    }

    /** The directory of a stream. */
    static String directory(String name) {
        var text = new StringBuilder();
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = each >= '0' && each <= '9'
                    || each >= 'A' && each <= 'Z'
                    || each >= 'a' && each <= 'z'
                    || each == '-'
                    || each == '_';
            if (isPlain) {
                text.append((char) each);
            } else {
                HEX.toHexDigits(text.append('%'), each);
            }
        }
        if (text.length() > NAME_BYTES_MAX) {
            text.setLength(NAME_BYTES_KEPT);
            text.append('~').append(digest(name));
        }
        return STREAMS + "/" + text;
    }

    private static String digest(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Makes the directory of a new stream. A name that the directory does not tell is on disk when this returns. */
    static void create(Disk disk, String directory, String name) throws IOException {
        disk.createDirectory(directory);
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = new byte[12 + text.length + 4];
        LittleEndian.put64(bytes, 0, MAGIC);
        LittleEndian.put16(bytes, 8, VERSION);
        LittleEndian.put16(bytes, 10, text.length);
        System.arraycopy(text, 0, bytes, 12, text.length);
        LittleEndian.put32(bytes, bytes.length - 4, checksum(bytes));
        String path = directory + "/" + NAME_FILE;
        disk.delete(path);
        try (DiskFile file = disk.create(path)) {
            file.write(ByteBuffer.wrap(bytes), 0);
            if (plainName(directory.substring(STREAMS.length() + 1)) == null) {
                file.force();
            }
        }
    }

    /**
     * The name in a directory; null when its file is missing or damaged.
     *
     * @throws StoreFormatException when it is of a newer version
     */
    static @Nullable String readName(Disk disk, String directory) throws IOException {
        String path = directory + "/" + NAME_FILE;
        if (!disk.exists(path)) {
            return null;
        }
        byte[] bytes;
        try (DiskFile file = disk.open(path)) {
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(file.size(), 1 << 16));
            bytes = Arrays.copyOf(buffer.array(), file.read(buffer, 0));
        }
        if (bytes.length < 16
                || LittleEndian.i64(bytes, 0) != MAGIC
                || LittleEndian.i32(bytes, bytes.length - 4) != checksum(bytes)) {
            return null;
        }
        if (LittleEndian.u16(bytes, 8) != VERSION) {
            throw new StoreFormatException(
                    path + ": got format " + LittleEndian.u16(bytes, 8) + ", expected " + VERSION
                            + "; was it written by a newer version?",
                    null);
        }
        return new String(bytes, 12, bytes.length - 16, StandardCharsets.UTF_8);
    }

    /** The name of the stream in a directory: what that is called tells it, or else the file in it; null when it is nobody's of ours. */
    static @Nullable String name(Disk disk, String entry) throws IOException {
        String plain = plainName(entry);
        String name = plain == null ? readName(disk, STREAMS + "/" + entry) : plain;
        return name != null && directory(name).equals(STREAMS + "/" + entry) ? name : null;
    }

    /** The name a directory's own name tells, for one whose file is missing or damaged; null for a long one. */
    static @Nullable String plainName(String entry) {
        if (entry.indexOf('~') >= 0) {
            return null;
        }
        byte[] bytes = new byte[entry.length()];
        int length = 0;
        for (int i = 0; i < entry.length(); i++) {
            boolean isEscape = entry.charAt(i) == '%';
            if (isEscape && (i + 2 >= entry.length() || !isHex(entry.charAt(i + 1)) || !isHex(entry.charAt(i + 2)))) {
                return null;
            }
            int value = isEscape ? HexFormat.fromHexDigits(entry, i + 1, i + 3) : entry.charAt(i);
            bytes[length++] = (byte) value;
            i += isEscape ? 2 : 0;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isHex(char digit) {
        return HexFormat.isHexDigit(digit);
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        return (int) crc.getValue();
    }
}
