package io.natter.server.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;

/**
 * What a profiler would want to know: PROFILEZ (F1).
 *
 * <p>Thread-safe. Where every thread is goes by the name that Go has for it, {@code goroutine}; the other profiles are those of a Go
 * program, and are refused as one that it does not know is.
 */
final class ProfilezPage implements Page {
    private final Page threads;

    /** @param threads the page that shows where every thread is */
    ProfilezPage(Page threads) {
        this.threads = threads;
    }

    @Override
    public PageReply render(PageRequest request) {
        String name = request.text("name");
        if (name.isEmpty()) {
            return refused("Profile name not specified");
        }
        if (!name.equals("goroutine")) {
            return refused("Profile " + GoText.quote(name) + " not found");
        }
        byte[] dump = threads.render(request).body();
        return PageReply.json(PageWriter.compact(page -> page.text(
                        "profile", new String(Base64.getEncoder().encode(dump), UTF_8))
                .text("error", "")));
    }

    private static PageReply refused(String why) {
        return PageReply.json(PageWriter.compact(page -> page.none("profile").text("error", why)));
    }
}
