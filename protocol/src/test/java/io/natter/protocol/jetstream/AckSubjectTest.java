package io.natter.protocol.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AckSubjectTest {
    private static final AckSubject DELIVERY =
            new AckSubject("hub", "aBcDeFgH", "ORDERS", "worker", 2, 1_000, 999, 1_700_000_000_123_456_789L, 17);

    private final AckSubjectView view = new AckSubjectView();

    @Test
    void isFormattedInBothForms() {
        assertThat(DELIVERY.format()).isEqualTo("$JS.ACK.ORDERS.worker.2.1000.999.1700000000123456789.17");
        assertThat(DELIVERY.formatWithAccount())
                .isEqualTo("$JS.ACK.hub.aBcDeFgH.ORDERS.worker.2.1000.999.1700000000123456789.17");
    }

    @Test
    void isReadBackFromTheLongForm() {
        assertThat(read(DELIVERY.formatWithAccount())).contains(DELIVERY);
        assertThat(read(DELIVERY.formatWithAccount() + ".x.y.z")).contains(DELIVERY);
        assertThat(read("$JS.ACK._.hash.s.c.1.2.3.4.5")).contains(new AckSubject("", "hash", "s", "c", 1, 2, 3, 4, 5));
    }

    @Test
    void isReadBackFromTheShortForm() {
        assertThat(read(DELIVERY.format()))
                .contains(new AckSubject("", "", "ORDERS", "worker", 2, 1_000, 999, 1_700_000_000_123_456_789L, 17));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "$JS.ACK.",
                "$JS.ACK.s.c",
                "$JS.ACK.s.c.1.2.3.4",
                "$JS.ACK.s.c.1.2.3.4.5.6",
                "$JS.ACK.s.c.1.2.3.4.",
                "$JS.ACK.s.c.1.x.3.4.5",
                "$JS.ACK.s.c.1.-2.3.4.5",
                "$JS.ACK..c.1.2.3.4.5",
                "$JS.ACK.s..1.2.3.4.5",
                "$JS.ACK.s.c.1.2.3.4.123456789012345678901",
                "$js.ACK.s.c.1.2.3.4.5",
                "$JS.FC.s.c.1.2.3.4.5"
            })
    void whatIsNoReplySubjectIsRefused(String subject) {
        assertThat(read(subject)).isEmpty();
    }

    @Test
    void namesOfOneFormMayBeginTheOther() {
        assertThat(read("$JS.ACK.s.c.1.2.3.4.5")).isPresent();
        assertThat(read("$JS.ACK.s.c.1.2.3.4.5.6.7")).contains(new AckSubject("s", "c", "1", "2", 3, 4, 5, 6, 7));
    }

    @Test
    void agreesWithSplittingTheSubject() {
        long seed = Long.getLong("natter.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            String subject = randomSubject(random);
            assertThat(read(subject)).as("seed %d: %s", seed, subject).isEqualTo(plainly(subject));
        }
    }

    private static String randomSubject(Random random) {
        StringBuilder subject = new StringBuilder(random.nextInt(10) == 0 ? "$JS.NAK" : "$JS.ACK");
        for (int tokens = 5 + random.nextInt(8); tokens > 0; tokens--) {
            subject.append('.');
            int kind = random.nextInt(40);
            subject.append(
                    kind == 0
                            ? ""
                            : kind == 1 ? "name" : kind == 2 ? "n\u00e4me" : Long.toUnsignedString(random.nextLong()));
        }
        return subject.toString();
    }

    private static Optional<AckSubject> plainly(String subject) {
        String[] tokens = subject.split("\\.", -1);
        boolean isShort = tokens.length == 9;
        if (!(isShort || tokens.length >= 11) || !subject.startsWith("$JS.ACK.")) {
            return Optional.empty();
        }
        int at = isShort ? 2 : 4;
        for (int i = 0; i < 7; i++) {
            if (!(i < 2 ? !tokens[at + i].isEmpty() : tokens[at + i].matches("\\d{1,20}"))) {
                return Optional.empty();
            }
        }
        return Optional.of(new AckSubject(
                isShort || tokens[2].equals("_") ? "" : tokens[2],
                isShort ? "" : tokens[3],
                tokens[at],
                tokens[at + 1],
                Long.parseUnsignedLong(tokens[at + 2]),
                Long.parseUnsignedLong(tokens[at + 3]),
                Long.parseUnsignedLong(tokens[at + 4]),
                Long.parseUnsignedLong(tokens[at + 5]),
                Long.parseUnsignedLong(tokens[at + 6])));
    }

    private static Optional<AckSubject> ofBytes(String subject) {
        AckSubjectView fresh = new AckSubjectView();
        byte[] bytes = subject.getBytes(UTF_8);
        return fresh.parse(bytes, 0, bytes.length) ? Optional.of(fresh.toAckSubject()) : Optional.empty();
    }

    private Optional<AckSubject> read(String subject) {
        byte[] bytes = ("..." + subject + ".9").getBytes(UTF_8);
        Optional<AckSubject> ofBytes =
                view.parse(bytes, 3, bytes.length - 5) ? Optional.of(view.toAckSubject()) : Optional.empty();
        Optional<AckSubject> ofText = view.parse(subject) ? Optional.of(view.toAckSubject()) : Optional.empty();
        assertThat(ofText).as("as a text: %s", subject).isEqualTo(ofBytes);
        Optional<AckSubject> again = view.parse(subject) ? Optional.of(view.toAckSubject()) : Optional.empty();
        assertThat(again).as("as the text it was before: %s", subject).isEqualTo(ofBytes);
        Optional<AckSubject> other = view.parse(subject + "7") ? Optional.of(view.toAckSubject()) : Optional.empty();
        assertThat(other).as("as one that begins so: %s", subject).isEqualTo(ofBytes(subject + "7"));
        view.parse(subject);
        ofText.ifPresent(known -> {
            assertThat(view.isConsumer(known.consumer().getBytes(UTF_8))).isTrue();
            assertThat(view.isConsumer((known.consumer() + "x").getBytes(UTF_8)))
                    .isFalse();
        });
        return ofBytes;
    }
}
