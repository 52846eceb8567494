package io.natter.server.system;

import io.natter.server.core.ServerStamp;
import io.natter.server.monitor.SystemPages;
import java.util.concurrent.TimeUnit;

/**
 * Tells the system account the server's figures, at first often and then every ten seconds, while somebody listens (F10).
 *
 * <p>Thread-safe.
 */
final class Statsz {
    private static final long FIRST_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);

    private final SystemPort port;
    private final Envelopes envelopes;
    private final SystemPages pages;
    private final String subject;

    Statsz(SystemPort port, ServerStamp stamp, SystemPages pages) {
        this.port = port;
        this.envelopes = new Envelopes(stamp);
        this.pages = pages;
        this.subject = "$SYS.SERVER." + stamp.info().serverId() + ".STATSZ";
    }

    void start() {
        schedule(FIRST_NS);
    }

    private void schedule(long delayNs) {
        port.loop().schedule(delayNs, () -> {
            if (port.isListenedTo(subject)) {
                port.worker().execute(() -> publish(message()));
            }
            schedule(Math.min(2 * delayNs, INTERVAL_NS));
        });
    }

    /** The figures, as they are now. On the worker. */
    byte[] message() {
        return envelopes.answer("statsz", pages.statsz());
    }

    /** Tells whoever listens. */
    void publish(byte[] message) {
        port.publish(subject, message);
    }
}
