package io.natter.server.jetstream.consumer;

import io.natter.protocol.json.GoTime;
import java.time.Instant;

/**
 * Whether a consumer pauses, and until when (D38).
 *
 * <p>Confined to the stream's loop.
 */
final class Pause {
    private final OwningStream stream;
    private final Advisories advisories;
    private long endNs = Mode.NEVER;

    Pause(OwningStream stream, Advisories advisories) {
        this.stream = stream;
        this.advisories = advisories;
    }

    /** Pauses as long as the configuration says. */
    void set(ConsumerSettings settings) {
        Instant now = now();
        endNs = settings.isPaused(now) ? stream.nowNs() + GoTime.nanos(settings.pauseRemaining(now)) : Mode.NEVER;
    }

    private Instant now() {
        return Instant.ofEpochSecond(0, stream.wallNs());
    }

    /** Tells that it pauses, or goes on. */
    void tell(ConsumerSettings settings) {
        Instant until = settings.config().pauseUntil();
        advisories.paused(settings.isPaused(now()), until == null ? GoTime.ZERO : until);
    }

    boolean isOn(long nowNs) {
        return endNs != Mode.NEVER && nowNs < endNs;
    }

    /** When it ends; {@link Mode#NEVER} when it does not pause. */
    long endNs() {
        return endNs;
    }

    /** Ends it when its time is over. */
    void onTime(ConsumerSettings settings, long nowNs) {
        if (nowNs >= endNs) {
            endNs = Mode.NEVER;
            tell(settings);
        }
    }
}
