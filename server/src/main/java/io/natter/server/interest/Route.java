package io.natter.server.interest;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where messages of one subject go, as one event loop last saw it.
 *
 * <p>Confined to that loop.
 */
public final class Route {
    private static final byte[] MSG = "MSG ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HMSG = "HMSG ".getBytes(StandardCharsets.US_ASCII);

    /** Past this many receivers the prefixes are put together anew each time: a bound on what a cached route holds. */
    private static final int PREFIXES_MAX = 64;

    private final Matches matches = new Matches();
    private final byte[] subject;
    private final int hash;
    private final int tokenShard;
    private int literalVersion;
    private int tokenVersion;
    private int wildVersion;
    private byte @Nullable [] @Nullable [] prefixes;

    Route(byte[] subject, int hash) {
        this.subject = subject;
        this.hash = hash;
        this.tokenShard = Interest.tokenShard(subject, 0, subject.length);
    }

    /** What the subject reaches. */
    public Matches matches() {
        return matches;
    }

    int hash() {
        return hash;
    }

    byte[] subject() {
        return subject;
    }

    boolean isFresh(Interest interest) {
        return literalVersion == interest.literalVersion(hash)
                && tokenVersion == interest.tokenVersion(tokenShard)
                && wildVersion == interest.wildVersion();
    }

    // Versions are read before the index: a change in between makes this route stale at once, never wrongly fresh.
    void refresh(Interest interest) {
        literalVersion = interest.literalVersion(hash);
        tokenVersion = interest.tokenVersion(tokenShard);
        wildVersion = interest.wildVersion();
        matches.clear();
        prefixes = null;
        interest.match(subject, 0, subject.length, hash, matches);
    }

    /**
     * The bytes {@code MSG subject sid } or {@code HMSG subject sid } for a plain match, kept for the next message.
     *
     * @param index which of the plain matches
     * @return the bytes, not to be changed; null when too many subscriptions match to keep them
     */
    public byte @Nullable [] prefix(int index, boolean withHeaders) {
        if (matches.plainCount() > PREFIXES_MAX) {
            return null;
        }
        if (prefixes == null) {
            prefixes = new byte[matches.plainCount() * 2][];
        }
        int at = index * 2 + (withHeaders ? 1 : 0);
        byte[] kept = prefixes[at];
        if (kept == null) {
            kept = joined(withHeaders ? HMSG : MSG, matches.plain()[index].sid());
            prefixes[at] = kept;
        }
        return kept;
    }

    private byte[] joined(byte[] verb, byte[] sid) {
        byte[] prefix = new byte[verb.length + subject.length + 1 + sid.length + 1];
        System.arraycopy(verb, 0, prefix, 0, verb.length);
        System.arraycopy(subject, 0, prefix, verb.length, subject.length);
        int at = verb.length + subject.length;
        prefix[at] = ' ';
        System.arraycopy(sid, 0, prefix, at + 1, sid.length);
        prefix[prefix.length - 1] = ' ';
        return prefix;
    }
}
