package io.natter.conformance.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The files of a stream in nats-server's store, packed as servers before 2.15 packed a backup: tar, in frames of S2.
 *
 * <p>Thread-safe: pure functions.
 */
final class StreamTar {
    private static final int BLOCK_BYTES = 512;
    private static final int CHUNK_BYTES = 60_000;

    private StreamTar() {}

    /** The chunks of a backup: each the frames of some bytes. */
    static List<byte[]> of(Path directory) throws IOException {
        var tar = new ByteArrayOutputStream();
        add(tar, directory, directory.resolve("meta.inf"));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::toString))
                    .toList()) {
                if (!file.equals(directory.resolve("meta.inf"))) {
                    add(tar, directory, file);
                }
            }
        }
        tar.writeBytes(new byte[2 * BLOCK_BYTES]);
        byte[] bytes = tar.toByteArray();
        List<byte[]> chunks = new ArrayList<>();
        chunks.add(new byte[] {(byte) 0xff, 6, 0, 0, 'S', '2', 's', 'T', 'w', 'O'});
        for (int at = 0; at < bytes.length; at += CHUNK_BYTES) {
            chunks.add(frame(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + CHUNK_BYTES))));
        }
        return chunks;
    }

    private static void add(ByteArrayOutputStream tar, Path directory, Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        byte[] header = new byte[BLOCK_BYTES];
        put(header, 0, directory.relativize(file).toString());
        put(header, 100, "0000600");
        put(header, 124, String.format("%011o", content.length));
        put(header, 148, "        ");
        header[156] = '0';
        put(header, 257, "ustar");
        put(header, 263, "00");
        int sum = 0;
        for (byte b : header) {
            sum += b & 0xff;
        }
        put(header, 148, String.format("%06o", sum));
        header[154] = 0;
        tar.writeBytes(header);
        tar.writeBytes(content);
        tar.writeBytes(new byte[-content.length & BLOCK_BYTES - 1]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static byte[] frame(byte[] data) {
        var crc = new CRC32C();
        crc.update(data);
        int checksum = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
        byte[] frame = new byte[8 + data.length];
        int length = data.length + 4;
        frame[0] = 1;
        for (int i = 0; i < 3; i++) {
            frame[1 + i] = (byte) (length >>> 8 * i);
        }
        for (int i = 0; i < 4; i++) {
            frame[4 + i] = (byte) (checksum >>> 8 * i);
        }
        System.arraycopy(data, 0, frame, 8, data.length);
        return frame;
    }
}
