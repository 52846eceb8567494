package io.natter.client.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.natter.client.Message;
import io.natter.client.SyncSubscription;
import io.natter.protocol.wire.Headers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a message holds, says and shows. */
class ReceivedMessageTest {
    private final Rig rig = new Rig();
    private final SyncSubscription subscription = rig.messaging.subscribe("a.*", Rig.defaults());

    @Test
    void keepsWhatWasReceived() {
        Message message = received(Rig.hmsg("a.b", 2, "NATS/1.0\r\nk: v\r\nk: w\r\n\r\n", "hello"));
        assertThat(message.subject()).isEqualTo("a.b");
        assertThat(message.replyTo()).isNull();
        assertThat(message.headers().all("k")).containsExactly("v", "w");
        assertThat(message.header("k")).isEqualTo("v");
        assertThat(message.header("K")).isNull();
        assertThat(message.payload()).isEqualTo(new byte[] {'h', 'e', 'l', 'l', 'o'});
        assertThat(message.as(String.class)).isEqualTo("hello");
        assertThat(message.subscription()).isSameAs(subscription);
        assertThat(message.isError()).isFalse();
    }

    @Test
    void makesASubjectsTextOnce() {
        Message first = received(Rig.msg("a.b", 2, "1"));
        Message second = received(Rig.msg("a.b", 2, "2"));
        assertThat(second.subject()).isSameAs(first.subject());
        assertThat(received(Rig.msg("a.\u00e9", 2, "3")).subject()).isEqualTo("a.\u00e9");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            NATS/1.0 503~~                            | true
            NATS/1.0 404 No Messages~~                | true
            NATS/1.0 100 Idle Heartbeat~~             | false
            NATS/1.0 600 ?~~                          | false
            NATS/1.0~Nats-Service-Error: x~~          | true
            NATS/1.0~Nats-Service-Error-Code: 500~~   | true
            NATS/1.0~k: v~~                           | false
            """)
    void tellsErrorsByStatusOrHeader(String headers, boolean isError) {
        assertThat(received(Rig.hmsg("a.b", 2, headers.replace("~", "\r\n"), ""))
                        .isError())
                .isEqualTo(isError);
    }

    @Test
    void malformedHeadersAreNone() {
        Message message = received(Rig.hmsg("a.b", 2, "NATS/1.0\r\nno colon\r\n\r\n", "hello"));
        assertThat(message.headers()).isSameAs(Headers.NONE);
        assertThat(message.isError()).isFalse();
        assertThat(message.text()).isEqualTo("hello");
        assertThat(received(Rig.msg("a.b", 2, "next")).text()).isEqualTo("next");
    }

    @Test
    void respondsToItsReplySubjectOnly() {
        received(Rig.msg("a.b", 2, "inbox", "hello")).respond("world", Headers.of("k", "v"));
        assertThat(rig.out.publish(1)).isEqualTo("PUB inbox NATS/1.0|k: v|| world");
        assertThatIllegalStateException()
                .isThrownBy(() -> received(Rig.msg("a.b", 2, "x")).respond("y"));
    }

    @Test
    void showsNamesAndSizesButNoPayload() {
        assertThat(received(Rig.msg("a.b", 2, "inbox", "secret"))).hasToString("Message[a.b reply inbox, 6 bytes]");
        String longName = "a." + "x".repeat(900);
        assertThat(received(Rig.msg(longName, 2, "secret")).toString())
                .hasSizeLessThan(530)
                .endsWith("..., 6 bytes]");
    }

    private Message received(String wire) {
        rig.receive(wire);
        return subscription.next(Duration.ZERO).orElseThrow();
    }
}
