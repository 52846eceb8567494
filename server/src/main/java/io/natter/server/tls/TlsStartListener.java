package io.natter.server.tls;

import org.jspecify.annotations.Nullable;

/**
 * What a connection is told while it finds out whether it is encrypted.
 *
 * <p>Confined to the connection's event loop. After {@link #onReady} or {@link #onFailed} nothing more comes.
 */
public interface TlsStartListener {
    /**
     * INFO is due: written and flushed when this returns, since what is written later may be encrypted.
     *
     * @param isTlsRequired what its {@code tls_required} says
     */
    void onInfoDue(boolean isTlsRequired);

    /**
     * The first bytes of the protocol may come.
     *
     * @param facts how the connection is encrypted, or null when it stays in the clear
     */
    void onReady(@Nullable TlsFacts facts);

    /** The connection is of no use: it is to be closed as "TLS Handshake Failure", or as one too many when throttled. */
    void onFailed(TlsFailure failure);
}
