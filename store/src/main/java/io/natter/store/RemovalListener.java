package io.natter.store;

/** Who is told of records that limits, age or their own time removed. Called by the owner's thread, within its own call. */
@FunctionalInterface
public interface RemovalListener {
    /** Nobody. */
    RemovalListener NONE =
            new RemovalListener() { // no lambda: those of an interface like this are made anew at each start
                @Override
                public void onRemoved(long seq, byte[] subject, RemovalReason reason) {
                    // told to nobody
                }
            };

    /**
     * A record is gone. Must not change the stream: what is to follow (a marker, say) is appended after the call that removed.
     *
     * @param subject the store's own array; to be read, not kept or changed
     */
    void onRemoved(long seq, byte[] subject, RemovalReason reason);

    /**
     * A record is about to be removed because of its age or its own time: it can be read for the last time.
     *
     * @throws NotAtHandException within {@link StreamWriter#expireAtHand}, when it is not in memory: it is not removed yet
     */
    default void onExpiring(long seq) {}
}
