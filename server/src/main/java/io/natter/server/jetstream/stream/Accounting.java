package io.natter.server.jetstream.stream;

/**
 * What a stream uses of what its account may have; the account is told at the end of each unit.
 *
 * <p>Confined to the stream's loop.
 */
final class Accounting {
    private final Stream stream;
    private long toldBytes;

    Accounting(Stream stream) {
        this.stream = stream;
    }

    /** Bytes that came or went since the account last heard of them. */
    long untoldBytes() {
        return stream.reader().bytes() - toldBytes;
    }

    /** Tells the account of them. */
    void tell() {
        add(untoldBytes());
    }

    /** The stream is gone: it uses nothing any more. */
    void release() {
        add(-toldBytes);
    }

    private void add(long bytes) {
        if (bytes != 0) {
            stream.environment().usage().add(stream.config().storage(), bytes);
            toldBytes += bytes;
        }
    }
}
