package io.natter.server.jetstream.stream;

import io.natter.protocol.json.JsonException;
import io.natter.store.StoreException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far each source was copied, as side records of the stream.
 *
 * <p>They are a shortcut to what the headers of the copies say, and all that is left when the copies are gone.
 *
 * <p>Confined to the stream's loop. Only what is on disk is written down, so a position may be behind the copies and never before them;
 * with how far it counts, so that an opening has only to look at what came after.
 */
final class SourcePositions {
    private static final String PREFIX = "source/";

    private final Stream stream;
    private final Map<SourceName, SourcePosition> changed = new HashMap<>();
    private boolean isWriteScheduled;

    SourcePositions(Stream stream) {
        this.stream = stream;
    }

    private static String key(SourceName name) {
        return PREFIX + name.key();
    }

    /** What is known; null when nothing is, or when the stream has lost more than the position counts. */
    @Nullable
    SourcePosition find(SourceName name) {
        SourcePosition unwritten = changed.get(name);
        if (unwritten != null) {
            return unwritten;
        }
        byte[] kept = stream.side().get(key(name));
        if (kept == null) {
            return null;
        }
        try {
            SourcePosition position = SourcePosition.JSON.read(kept);
            return Long.compareUnsigned(position.upToSeq(), stream.reader().lastSeq()) > 0 ? null : position;
        } catch (JsonException unreadable) {
            stream.warn("position of a source cannot be read: " + unreadable.getMessage());
            return null;
        }
    }

    /** Remembers a position, and writes it with the end of this pass. */
    void keep(SourceName name, SourcePosition position) {
        changed.put(name, position);
        if (!isWriteScheduled) {
            isWriteScheduled = true;
            stream.environment().atPassEnd(this::write);
        }
    }

    /** Forgets a source that is no longer one. */
    void forget(SourceName name) {
        changed.remove(name);
        stream.side().remove(key(name));
    }

    /** Writes what has changed; what cannot be written now is written with the next change. */
    void write() {
        isWriteScheduled = false;
        if (stream.isClosed()) {
            return;
        }
        changed.forEach((name, position) -> stream.side().put(key(name), SourcePosition.JSON.write(position)));
        changed.clear();
        try {
            stream.side().write();
        } catch (StoreException refused) {
            stream.warn("positions of sources are not written: " + refused.getMessage());
        }
    }
}
