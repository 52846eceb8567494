package io.natter.server.jetstream.backup;

/**
 * One entry of an archive.
 *
 * <p>Immutable; nobody changes the arrays.
 *
 * @param name subject of a message, or name of a part
 * @param timeNs its time in ns since 1970
 * @param seq sequence of a message, 0 for other parts
 * @param headers headers of a message
 * @param payload the content
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for
public record ArchiveEntry(String name, long timeNs, long seq, byte[] headers, byte[] payload) {
    /** Whether it says that the archive ends here. */
    public boolean isEnd() {
        return seq == 0 && timeNs == 0 && headers.length == 0 && payload.length == 0;
    }
}
