package io.natter.cli.account;

import io.natter.cli.text.JsonTree;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.Outgoing;
import io.natter.client.RequestOptions;
import io.natter.protocol.json.JsonException;
import java.time.Duration;
import java.util.Optional;

/** What a server says of the user of a connection. <i>Thread-safe:</i> pure functions. */
final class UserFacts {
    private static final String SUBJECT = "$SYS.REQ.USER.INFO";
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private UserFacts() {}

    /** User, account and permissions; nothing where the server does not tell. */
    static Optional<JsonTree> of(NatsConnection nats) {
        try {
            JsonTree answer =
                    JsonTree.parse(nats.request(Outgoing.of(SUBJECT, new byte[0]), RequestOptions.within(PATIENCE))
                            .payload());
            return answer.at("error").isThere() ? Optional.empty() : Optional.of(answer.at("data"));
        } catch (NatsException | JsonException olderServersDoNotAnswer) {
            return Optional.empty();
        }
    }
}
