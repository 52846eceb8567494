package io.natter.client.jetstream;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Asks for a list part by part until it is whole (D24, D25, D35). Immutable. */
final class Pages {
    private Pages() {}

    /** A part: the length of the whole and what is in this part. Immutable. */
    record Page<T>(long total, List<T> items) {}

    /** All items; a list that shrinks meanwhile ends with an empty part. */
    static <T> List<T> all(LongFunction<Page<T>> ask) {
        List<T> all = new ArrayList<>();
        Page<T> page;
        do {
            page = ask.apply(all.size());
            all.addAll(page.items());
        } while (!page.items().isEmpty() && all.size() < page.total());
        return List.copyOf(all);
    }
}
