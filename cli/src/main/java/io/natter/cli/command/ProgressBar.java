package io.natter.cli.command;

import io.natter.cli.text.HumanNumbers;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * How far long work has come, on one line that is written over and over where somebody looks.
 *
 * <pre>
 *   Publishing  [=========>          ]  45%  450,000 of 1,000,000  212,345/s
 * </pre>
 *
 * <p><i>Thread-safe.</i> A thread of its own draws four times a second, and ends with {@link #close}.
 */
public final class ProgressBar implements AutoCloseable {
    /** What steps are. */
    private enum Unit {
        MESSAGES {
            @Override
            String text(long steps) {
                return HumanNumbers.comma(steps);
            }
        },
        BYTES {
            @Override
            String text(long steps) {
                return HumanNumbers.bytes(steps);
            }
        };

        abstract String text(long steps);
    }

    /** From so many messages on, {@code pub} and {@code request} show a bar instead of a line for each. */
    private static final int BAR_FROM = 21;

    private static final int WIDTH = 40;
    private static final Duration PERIOD = Duration.ofMillis(250);

    private final Surroundings around;
    private final String what;
    private final Unit unit;
    private final long total;
    private final boolean isShown;
    private final LongAdder done = new LongAdder();
    private final long started = System.nanoTime();
    private final @Nullable Thread painter;

    private ProgressBar(Surroundings around, String what, Unit unit, long total, boolean isShown) {
        this.around = around;
        this.what = what;
        this.unit = unit;
        this.total = total;
        this.isShown = isShown;
        this.painter = isShown && around.isOutputTerminal() ? new Thread(this::paint, "progress") : null;
        if (painter != null) {
            painter.setDaemon(true);
            painter.start();
        }
    }

    /** A bar if there are enough messages for one; it is drawn only on a terminal. */
    static ProgressBar forMessages(Surroundings around, String what, long total) {
        return new ProgressBar(around, what, Unit.MESSAGES, total, total >= BAR_FROM);
    }

    /** A bar however little there is to do, if it is wanted. */
    public static ProgressBar of(Surroundings around, String what, long total, boolean isWanted) {
        return new ProgressBar(around, what, Unit.MESSAGES, total, isWanted);
    }

    /** The same whose steps are bytes. */
    public static ProgressBar ofBytes(Surroundings around, String what, long total, boolean isWanted) {
        return new ProgressBar(around, what, Unit.BYTES, total, isWanted);
    }

    /** Whether there is a bar, so that single steps are not told. */
    boolean isShown() {
        return isShown;
    }

    /** So many steps more are done. */
    public void add(long steps) {
        done.add(steps);
    }

    // Root loop of the painter.
    private void paint() {
        try {
            while (true) {
                Thread.sleep(PERIOD.toMillis());
                draw();
            }
        } catch (InterruptedException theWorkIsDone) {
            draw();
            around.out().println();
        }
    }

    private void draw() {
        around.out().print("\r" + line(done.sum(), System.nanoTime() - started));
        around.out().flush();
    }

    private String line(long done, long nanos) {
        double part = total <= 0 ? 1 : Math.min(1.0, (double) done / total);
        int full = (int) (part * WIDTH);
        String bar = "=".repeat(Math.max(0, full - 1)) + (full > 0 ? ">" : "") + " ".repeat(WIDTH - full);
        long rate = nanos <= 0 ? 0 : (long) (done * 1e9 / nanos);
        return String.format(
                java.util.Locale.ROOT,
                "%s  [%s] %3d%%  %s of %s  %s/s ",
                what,
                bar,
                (int) (part * 100),
                unit.text(done),
                unit.text(total),
                unit.text(rate));
    }

    /** Draws the end, and lets the next line begin. */
    @Override
    public void close() {
        if (painter == null) {
            return;
        }
        painter.interrupt();
        try {
            painter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The caller is ending too.
        }
    }
}
