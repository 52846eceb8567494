package io.natter.client.keyvalue;

import io.natter.client.NatsException;
import io.natter.client.Outcome;
import io.natter.client.jetstream.JetStreamApiException;

/** A key is not at the revision that was expected: somebody else changed it, or it exists where it should not. Nothing was done. */
public final class RevisionConflictException extends NatsException {
    private static final long serialVersionUID = 1L;

    private final String bucket;
    private final String key;
    private final long expectedRevision;

    /** With the key, what was expected of it, and the server's answer. */
    RevisionConflictException(String bucket, String key, long expectedRevision, JetStreamApiException cause) {
        super(Outcome.REFUSED, message(bucket, key, expectedRevision, cause), cause);
        this.bucket = bucket;
        this.key = key;
        this.expectedRevision = expectedRevision;
    }

    private static String message(String bucket, String key, long expected, JetStreamApiException cause) {
        String what = expected == 0 ? "none" : "revision " + expected;
        return "key \"" + key + "\" of bucket " + bucket + ": expected " + what + ", " + cause.description();
    }

    /** The bucket. */
    public String bucket() {
        return bucket;
    }

    /** The key. */
    public String key() {
        return key;
    }

    /** The revision it should have been at, 0 where it should not have existed. */
    public long expectedRevision() {
        return expectedRevision;
    }
}
