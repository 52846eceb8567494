package io.natter.store;

/** How a record is removed. */
public enum Removal {
    /** It is gone; its bytes stay on the disk until their file is rewritten. */
    FORGET,
    /** Its bytes are overwritten too, by {@link StreamWriter#maintain}, once its removal is on disk. */
    ERASE
}
