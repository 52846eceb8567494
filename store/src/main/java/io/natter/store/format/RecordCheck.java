package io.natter.store.format;

/** Whether a plausible record is whole. Stateless; there is one that counts, and tests show what happens without it. */
@FunctionalInterface
public interface RecordCheck {
    /** The record's checksum is right. */
    RecordCheck CHECKSUM = RecordFormat::isWhole;

    /** Whether the record at this place of some bytes is whole, in a file with this salt. */
    boolean isWhole(byte[] bytes, int at, int salt);
}
