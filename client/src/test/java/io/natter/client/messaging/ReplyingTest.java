package io.natter.client.messaging;

import static io.natter.client.transport.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.Outgoing;
import io.natter.client.ReplyErrorException;
import io.natter.client.ReplyHandler;
import io.natter.client.Subscription;
import org.junit.jupiter.api.Test;

/** What a requester hears of a reply handler. */
class ReplyingTest {
    private final Rig rig = new Rig();

    @Test
    void answersWithAValueOrAWholeMessage() {
        reply(request -> request.text() + "!");
        assertThat(rig.out.publish(1)).isEqualTo("PUB inbox hello!");
        Rig other = new Rig();
        other.messaging.reply(
                "a", Rig.defaults(), request -> Outgoing.of("ignored", "x").withHeader("k", "v"));
        other.receive(Rig.msg("a", 2, "inbox", "hello"));
        assertThat(other.out.publish(1)).isEqualTo("PUB inbox NATS/1.0|k: v|| x");
    }

    @Test
    void anExceptionBecomesAnErrorReplyAndIsReported() {
        Subscription subscription = reply(request -> {
            throw new IllegalStateException("two\r\nlines");
        });
        assertThat(rig.out.publish(1))
                .isEqualTo("PUB inbox NATS/1.0|Nats-Service-Error: two  lines|Nats-Service-Error-Code: 500|| ");
        await().until(() -> subscription.statistics().failed() == 1);
    }

    @Test
    void aValueWithoutCodecBecomesAnErrorReply() {
        reply(request -> 42);
        assertThat(rig.out.publish(1)).contains("Nats-Service-Error: codec: got none for java.lang.Integer");
    }

    @Test
    void aHandlerChoosesTheCodeAndThatIsNoFailure() {
        Subscription subscription = reply(request -> {
            throw new ReplyErrorException(404, "no such order", request);
        });
        assertThat(rig.out.publish(1))
                .isEqualTo("PUB inbox NATS/1.0|Nats-Service-Error: no such order|Nats-Service-Error-Code: 404|| ");
        await().until(() -> subscription.statistics().running() == 0);
        assertThat(subscription.statistics().failed()).isZero();
    }

    @Test
    void withoutReplySubjectTheAnswerIsDropped() {
        Subscription subscription = rig.messaging.reply("a", Rig.defaults(), request -> "answer");
        rig.message("a", 2, "hello");
        await().until(() -> subscription.statistics().delivered() == 1
                && subscription.statistics().running() == 0);
        assertThat(rig.out.operations()).containsExactly("SUB a 2");
        assertThat(subscription.statistics().failed()).isZero();
    }

    private Subscription reply(ReplyHandler handler) {
        Subscription subscription = rig.messaging.reply("a", Rig.defaults(), handler);
        rig.receive(Rig.msg("a", 2, "inbox", "hello"));
        return subscription;
    }
}
