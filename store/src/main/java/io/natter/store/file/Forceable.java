package io.natter.store.file;

import java.io.IOException;

/** A file that is forced by the committer. Called by its thread. */
interface Forceable {
    /** Makes what was written last. */
    void force() throws IOException;

    /** A force failed: nothing is known of what was written since the last one that did not. */
    void onForceFailed(IOException failure);

    /** Whether a force failed before: later ones mean nothing. */
    boolean isForceFailed();
}
