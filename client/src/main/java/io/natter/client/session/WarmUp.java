package io.natter.client.session;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.natter.client.messaging.HandlerThreads;
import io.natter.protocol.ConnectOptions;
import io.natter.protocol.ServerInfo;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Loads what a JVM's first connection is about to need: the JSON of INFO and CONNECT, and threads for handlers.
 *
 * <p>Thread-safe. It happens once, on a thread that ends by itself, while the connection waits for the network and for the JDK.
 */
final class WarmUp implements Runnable {
    private static final AtomicBoolean HAS_BEGUN = new AtomicBoolean();

    private WarmUp() {}

    /** Begins, with the first call. */
    static void begin() {
        if (HAS_BEGUN.compareAndSet(false, true)) {
            Thread thread = new Thread(new WarmUp(), "natter-client-warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    @Override
    public void run() {
        byte[] nothing = "{}".getBytes(US_ASCII);
        ServerInfo unused = ServerInfo.parse(nothing, 0, nothing.length);
        String unusedToo = ConnectOptions.DEFAULTS.toJson();
        HandlerThreads.named("natter-warm-up").execute(() -> {});
    }
}
