package io.natter.server.system;

import io.natter.protocol.json.JsonForm;
import io.natter.server.account.Account;
import io.natter.server.core.ServerStamp;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Tells the system account of connections that come, go and are refused (F8, F10).
 *
 * <p>Thread-safe: called on event loops, which it costs one task for a connection. At most {@value #WAITING_MAX} events wait; past
 * that they are dropped, and the log says so once.
 */
final class ConnectionEvents {
    private static final int WAITING_MAX = 16_384;
    private static final String CONNECT = "io.nats.server.advisory.v1.client_connect";
    private static final String DISCONNECT = "io.nats.server.advisory.v1.client_disconnect";

    private final SystemPort port;
    private final Envelopes envelopes;
    private final ServerStamp stamp;
    private final Logger log;
    private final AtomicInteger waiting = new AtomicInteger();

    ConnectionEvents(SystemPort port, ServerStamp stamp, Logger log) {
        this.port = port;
        this.envelopes = new Envelopes(stamp);
        this.stamp = stamp;
        this.log = log;
    }

    /** An account has let a connection in. */
    void entered(SeenConnection seen) {
        tell(
                "$SYS.ACCOUNT." + seen.account() + ".CONNECT",
                () -> envelopes.event(
                        CONNECT,
                        Instant.now(),
                        out -> out.always("client", seen, JsonForm.writing((it, client) -> it.write(client, null)))));
    }

    /** A connection has ended. */
    void closed(SeenConnection seen) {
        Instant stop = Objects.requireNonNullElseGet(seen.facts().stop(), Instant::now);
        String reason = Objects.requireNonNullElse(seen.facts().reason(), "");
        tell("$SYS.ACCOUNT." + seen.account() + ".DISCONNECT", () -> ended(seen, stop, reason));
    }

    /** A connection was refused: its own account is told as well as the system account. */
    void refused(SeenConnection seen, Account account) {
        Instant stop = Instant.now();
        String reason = "Authentication Failure";
        tell(
                port.account(),
                "$SYS.SERVER." + stamp.info().serverId() + ".CLIENT.AUTH.ERR",
                () -> ended(seen, stop, reason));
        tell(account, "$SYS.ACCOUNT.CLIENT.AUTH.ERR", () -> ended(seen, stop, reason));
    }

    private byte[] ended(SeenConnection seen, Instant stop, String reason) {
        var traffic = seen.facts().traffic();
        return envelopes.event(
                DISCONNECT,
                stop,
                out -> out.always("client", seen, JsonForm.writing((it, client) -> it.write(client, stop)))
                        // Seen from the client: it sent what came in.
                        .always("sent", seen, traffic(traffic.inMsgs(), traffic.inBytes()))
                        .always("received", seen, traffic(traffic.outMsgs(), traffic.outBytes()))
                        .always("reason", reason));
    }

    private void tell(String subject, Supplier<byte[]> event) {
        tell(port.account(), subject, event);
    }

    private void tell(Account account, String subject, Supplier<byte[]> event) {
        int before = waiting.getAndIncrement();
        if (before >= WAITING_MAX) {
            waiting.decrementAndGet();
            return;
        }
        if (before == WAITING_MAX - 1) {
            log.warn("System account: {} events of connections wait, dropping more", WAITING_MAX);
        }
        port.loop().execute(() -> {
            waiting.decrementAndGet();
            port.publishIfWanted(account, subject, event);
        });
    }

    private static JsonForm<SeenConnection> traffic(long msgs, long bytes) {
        return JsonForm.writing((seen, out) -> out.always("msgs", msgs).always("bytes", bytes));
    }
}
