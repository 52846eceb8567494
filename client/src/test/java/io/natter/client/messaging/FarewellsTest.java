package io.natter.client.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said before an orderly end: each once, as a handler, whatever happens to the others. */
final class FarewellsTest {
    private final Rig rig = new Rig();
    private final List<String> said = new ArrayList<>();

    @Test
    void aFarewellMayPublishAsAHandlerMay() {
        Runnable farewell = () -> said.add("handler " + rig.messaging.isHandlerThread());
        rig.messaging.beforeClose(farewell);
        rig.messaging.sayFarewell();
        assertThat(said).containsExactly("handler true");
        assertThat(rig.messaging.isHandlerThread()).isFalse();
    }

    @Test
    void eachIsSaidOnceThoughOneFails() {
        Runnable fails = () -> {
            said.add("failed");
            throw new IllegalStateException("on purpose");
        };
        Runnable works = () -> said.add("said");
        rig.messaging.beforeClose(fails);
        rig.messaging.beforeClose(works);
        rig.messaging.beforeClose(works);
        rig.messaging.sayFarewell();
        rig.messaging.sayFarewell();
        assertThat(said).containsExactlyInAnyOrder("failed", "said");
    }
}
