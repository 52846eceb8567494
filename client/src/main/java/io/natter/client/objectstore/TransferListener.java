package io.natter.client.objectstore;

/** Is told how far a put or a get is, on the thread that makes it; what it throws ends the transfer. */
@FunctionalInterface
public interface TransferListener {
    /** Tells nobody. */
    TransferListener NONE = (bytes, chunks) -> {};

    /** So many bytes, in so many chunks, are stored or were handed out. */
    void onProgress(long bytes, long chunks);
}
