package io.natter.client.transport;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long tests wait for what must come: so long that only what never comes fails them, however busy the machine. */
public final class Patience {
    private static final Duration LONG = Duration.ofMinutes(1);

    private Patience() {}

    /** Begins a wait with patience. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LONG);
    }

    /** Connects with patience. */
    public static NatsConnection connect(String url) {
        return Nats.connect(NatsOptions.of(url).toBuilder().connectTimeout(LONG).build());
    }
}
