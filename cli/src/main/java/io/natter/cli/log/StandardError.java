package io.natter.cli.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Lines on standard error, each in one write and at once.
 *
 * <p><i>Guarded by the appender that owns it.</i>
 */
final class StandardError implements LogSink {
    // Not System.err: its encoder and buffers cost two copies a line and a charset of the place.
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.err);

    @Override
    public void write(String line, LogLine.Label label) throws IOException {
        out.write(line.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        // Standard error stays open: the process may have more to say.
    }
}
