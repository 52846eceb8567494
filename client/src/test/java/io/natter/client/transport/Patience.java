package io.natter.client.transport;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long tests wait for what must come: so long that only what never comes fails them, however busy the machine. */
public final class Patience {
    private Patience() {}

    /** Begins a wait with patience. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }
}
