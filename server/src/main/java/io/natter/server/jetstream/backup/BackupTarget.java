package io.natter.server.jetstream.backup;

/** What a backup is put into: a stream's messages, in the order of their sequences. Confined to one thread. */
public interface BackupTarget {
    /** Leaves out what comes before a sequence; nothing happens when the last one is there already. */
    void skipTo(long nextSeq);

    /**
     * Adds a message.
     *
     * @throws BackupException when it may not be in the stream
     */
    void add(ArchiveEntry message);

    /** Takes a message out again; nothing happens when it is not there. */
    void remove(long seq);

    /** Takes out what comes before a sequence. */
    void removeBefore(long seq);

    /** The highest sequence so far, 0 before the first. */
    long lastSeq();
}
