package io.natter.server.system;

import io.natter.protocol.json.ObjectWriter;
import io.natter.server.monitor.ConnectionFacts;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection as its events tell of it: what monitoring knows, and the name that the client gave.
 *
 * <p>Immutable.
 *
 * @param user the name it is known by, or claims; empty for none
 */
public record SeenConnection(ConnectionFacts facts, String user) {
    /** Name of its account. */
    String account() {
        return facts.identity().account();
    }

    /** @param stop when it ended; null while it is there */
    void write(ObjectWriter out, @Nullable Instant stop) {
        ConnectionFacts.Client client = facts.client();
        ConnectionFacts.IdentityFacts identity = facts.identity();
        out.always("start", facts.start())
                .put("host", facts.ip())
                .putUnsigned("id", facts.cid())
                .put("acc", identity.account())
                .put("user", user)
                .put("name", orEmpty(client.name()))
                .put("lang", orEmpty(client.lang()))
                .put("ver", orEmpty(client.version()));
        if (stop != null) {
            out.put("rtt", facts.rttNs()).put("stop", stop);
        }
        out.put("jwt", orEmpty(identity.jwt()))
                .put("issuer_key", orEmpty(identity.issuerKey()))
                .put("name_tag", identity.nameTag())
                .put("tags", identity.tags())
                .put("kind", facts.kind())
                .put("client_type", facts.type());
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
