package io.natter.bench.load;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What went wrong in a round; the first few, for the report.
 *
 * <p>Thread-safe.
 */
public final class Failures {
    private static final int KEPT = 20;

    private final List<String> texts = new CopyOnWriteArrayList<>();

    /** Adds one, unless there are many already. */
    public void add(String text) {
        if (texts.size() < KEPT && !texts.contains(text)) {
            texts.add(text);
        }
    }

    /** Returns what was added. */
    public List<String> texts() {
        return List.copyOf(texts);
    }
}
