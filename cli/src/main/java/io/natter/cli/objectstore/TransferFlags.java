package io.natter.cli.objectstore;

import io.natter.cli.command.ProgressBar;
import io.natter.cli.command.Session;
import io.natter.client.objectstore.TransferListener;
import picocli.CommandLine.Option;

/** What {@code put} and {@code get} can both be told. <i>Confined to the command's thread.</i> */
final class TransferFlags {
    /** Smaller objects are there before a bar is drawn. */
    private static final int BAR_FROM_BYTES = 20_480;

    @Option(
            names = "--progress",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Enable or disable progress bars")
    boolean progress = true;

    @Option(
            names = {"-f", "--force"},
            description = "Act without confirmation")
    boolean force;

    /** A bar that is told how far a transfer is. Confined to the thread that transfers. */
    static final class Shown implements TransferListener, AutoCloseable {
        private final ProgressBar bar;
        private long told;

        private Shown(ProgressBar bar) {
            this.bar = bar;
        }

        @Override
        public void onProgress(long bytes, long chunks) {
            bar.add(bytes - told);
            told = bytes;
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    Shown shown(Session session, String what, long bytes) {
        boolean isWanted = progress && !session.isTraced() && bytes > BAR_FROM_BYTES;
        return new Shown(ProgressBar.ofBytes(session.around(), what, bytes, isWanted));
    }
}
