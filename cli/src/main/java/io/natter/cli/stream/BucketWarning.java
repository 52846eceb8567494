package io.natter.cli.stream;

import io.natter.cli.command.Prompt;
import io.natter.cli.command.Surroundings;
import io.natter.cli.command.UsageException;

/** Asks before a stream is changed that holds a key-value bucket. <i>Thread-safe:</i> holds nothing. */
final class BucketWarning {
    private BucketWarning() {}

    /**
     * Goes on if it is no bucket, or the user wants it nevertheless.
     *
     * @throws UsageException if not, or if there is nobody to ask
     */
    static void check(Surroundings around, String stream) {
        if (!StreamChoice.isBucket(stream)) {
            return;
        }
        around.print("WARNING: " + stream + " holds a Key-Value bucket, which is managed by \"natter kv\".\n"
                + "A change of the stream can lose values, or make it unusable as a bucket.\n\n");
        if (!new Prompt(around).isYes("Really operate on the KV stream?", false, "natter kv")) {
            throw new UsageException("aborting Key-Value store operation");
        }
    }
}
