package io.natter.cli.log;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.List;
import java.util.TimeZone;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A log file that is set aside when it has grown past its limit (C132).
 *
 * <pre>
 *   name                                   lines are added here
 *   name.2026.11.21.02.38.55.089480076     what was set aside at that time, oldest first by name
 * </pre>
 *
 * <p><i>Guarded by the appender that owns it.</i> Lines are added to a file that exists. A line is written whole before the
 * file is set aside, so the limit is passed by one line at most.
 */
final class LogFile implements LogSink, Closeable {
    private static final Pattern BACKUP_STAMP = Pattern.compile("\\d{4}(\\.\\d{2}){5}\\.\\d{9}");

    private final Path path;
    private final Rotation rotation;
    private final LogLine lines;
    private final InstantSource clock;
    private final TimeZone zone;

    private FileOutputStream out;
    private long sizeBytes;
    private long limitBytes;

    /**
     * When a file is set aside, and how many stay.
     *
     * @param limitBytes size past which that happens; 0 for never
     * @param filesMax files that are kept, the open one included; 0 for all
     */
    record Rotation(long limitBytes, long filesMax) {}

    private LogFile(Path path, Rotation rotation, LogLine lines, InstantSource clock, TimeZone zone)
            throws IOException {
        this.path = path;
        this.rotation = rotation;
        this.lines = lines;
        this.clock = clock;
        this.zone = zone;
        this.out = openForAppend(path);
        this.sizeBytes = Files.size(path);
        this.limitBytes = rotation.limitBytes();
    }

    /**
     * The file at {@code path}, made if need be with access for the owner and its group only.
     *
     * @param lines how the file's own lines are written
     * @param zone of the times in the names of what is set aside
     * @throws IOException when it cannot be opened
     */
    static LogFile open(Path path, Rotation rotation, LogLine lines, InstantSource clock, TimeZone zone)
            throws IOException {
        LogFile file = new LogFile(path, rotation, lines, clock, zone);
        if (file.isFull()) {
            file.write(file.line("Rotating logfile..."), LogLine.Label.INF);
        }
        return file;
    }

    @Override
    public void write(String line, LogLine.Label label) throws IOException {
        append(line);
        if (isFull()) {
            rotate();
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException nothingIsBuffered) {
            // Every line was handed to the system when it was written.
        }
    }

    private boolean isFull() {
        return limitBytes > 0 && sizeBytes > limitBytes;
    }

    private void append(String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        out.write(bytes);
        sizeBytes += bytes.length;
    }

    private void rotate() throws IOException {
        Path backup = path.resolveSibling(path.getFileName() + "." + stamp(LogLine.at(clock.instant(), zone)));
        FileOutputStream full = out;
        try {
            Files.move(path, backup);
            out = openForAppend(path);
        } catch (IOException e) {
            limitBytes *= 2; // Asked again when as much has been added, not with every line.
            append(lines.of(clock.instant(), LogLine.Label.ERR, "Unable to rotate logfile: " + e));
            return;
        }
        full.close();
        sizeBytes = Files.size(path);
        limitBytes = rotation.limitBytes();
        append(line("Rotated log, backup saved as \"" + backup + "\""));
        if (rotation.filesMax() > 0) {
            purge();
        }
    }

    private void purge() throws IOException {
        List<Path> backups = backups();
        long surplus = backups.size() - (rotation.filesMax() - 1);
        for (int i = 0; i < surplus; i++) {
            Path oldest = backups.get(i);
            Files.deleteIfExists(oldest);
            append(line("Purged log file \"" + oldest.getFileName() + "\""));
        }
    }

    private List<Path> backups() throws IOException {
        String prefix = path.getFileName() + ".";
        try (Stream<Path> siblings = Files.list(path.toAbsolutePath().getParent())) {
            return siblings.filter(sibling -> isBackup(sibling.getFileName().toString(), prefix))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isBackup(String name, String prefix) {
        return name.startsWith(prefix)
                && BACKUP_STAMP.matcher(name.substring(prefix.length())).matches();
    }

    private String line(String text) {
        return lines.of(clock.instant(), LogLine.Label.INF, text);
    }

    private static String stamp(LocalDateTime time) {
        StringBuilder stamp = new StringBuilder(29);
        LogLine.appendPadded(stamp, time.getYear(), 4).append('.');
        LogLine.appendPadded(stamp, time.getMonthValue(), 2).append('.');
        LogLine.appendPadded(stamp, time.getDayOfMonth(), 2).append('.');
        LogLine.appendPadded(stamp, time.getHour(), 2).append('.');
        LogLine.appendPadded(stamp, time.getMinute(), 2).append('.');
        LogLine.appendPadded(stamp, time.getSecond(), 2).append('.');
        return LogLine.appendPadded(stamp, time.getNano(), 9).toString();
    }

    // A stream and not a FileChannel: a thread that is interrupted while it logs would close the channel for all.
    private static FileOutputStream openForAppend(Path path) throws IOException {
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            try {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
            } catch (FileAlreadyExistsException addingToIt) {
                // As intended: the file keeps its access rights.
            }
        }
        return new FileOutputStream(path.toFile(), true);
    }
}
