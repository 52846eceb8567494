package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.ConsumerConfig;
import java.util.Objects;

/**
 * What a consumer does by the clock: pauses end, acknowledgements are overdue, requests expire, and who is not used goes.
 *
 * <p>Confined to the stream's loop. One alarm serves for all of it.
 */
final class Timing {
    private final OwningStream stream;
    private final Consumer consumer;
    private final Progress progress;
    private final Mode mode;
    private final AckTimer ackTimer;
    private final Pause pause;
    private final Inactivity inactivity;
    private final Alarm alarm;

    Timing(OwningStream stream, Consumer consumer, ConsumerParts parts, Pause pause) {
        this.stream = stream;
        this.consumer = consumer;
        this.progress = parts.progress();
        this.mode = parts.mode();
        this.ackTimer = parts.ackTimer();
        this.pause = pause;
        this.inactivity = new Inactivity(stream, consumer.settings());
        this.alarm = new Alarm(stream, this::onAlarm);
    }

    /** Begins. */
    void start() {
        pause.set(consumer.settings());
        by(pause.endNs());
        by(stream.nowNs());
    }

    /** Ends. */
    void stop() {
        alarm.stop();
    }

    /** The configuration is another one than before. */
    void update(ConsumerConfig before, ConsumerSettings settings, long nowNs) {
        ConsumerConfig now = settings.config();
        ackTimer.update(settings, nowNs);
        if (!before.deliverSubject().equals(now.deliverSubject())) {
            ackTimer.expireAll(nowNs);
        }
        if (!before.inactiveThreshold().equals(now.inactiveThreshold())) {
            inactivity.update(settings);
        }
        if (!Objects.equals(before.pauseUntil(), now.pauseUntil())) {
            pause.set(settings);
            pause.tell(settings);
            by(pause.endNs());
        }
    }

    /** Whether nothing is to be delivered now. */
    boolean isPaused(long nowNs) {
        return pause.isOn(nowNs);
    }

    /** Has it look at everything by this time; {@link Mode#NEVER} asks for nothing. */
    void by(long atNs) {
        if (atNs != Mode.NEVER) {
            alarm.by(atNs);
        }
    }

    /** Looks at what is pending by this time. */
    void lookAtPendingBy(long atNs) {
        by(ackTimer.lookBy(atNs));
    }

    /** A client has shown that it is there. */
    void onUse() {
        if (inactivity.isWatched()) {
            inactivity.restart(stream.nowNs());
        }
    }

    /** Interest in where it delivers to has come or gone. */
    void onInterest(long nowNs) {
        inactivity.restart(nowNs);
    }

    private void onAlarm() {
        long nowNs = stream.nowNs();
        if (ackTimer.isDue(nowNs) && ackTimer.look(nowNs)) {
            consumer.onProgress();
        }
        pause.onTime(consumer.settings(), nowNs);
        long lookAgainNs = inactivity.look(mode, progress.pending(), consumer.settings(), nowNs);
        if (lookAgainNs == Inactivity.GO) {
            consumer.delete();
        } else {
            by(lookAgainNs);
            by(ackTimer.dueNs());
            by(pause.endNs());
            by(mode.onTime(nowNs));
            consumer.wake();
        }
    }
}
