package io.natter.protocol.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.protocol.ProtocolException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NkeyTest {
    private static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    @ParameterizedTest
    @EnumSource(value = KeyType.class, mode = EnumSource.Mode.EXCLUDE, names = "CURVE")
    void signsVerifiesAndReadsItselfBack(KeyType type) {
        try (Nkey key = Nkey.create(type);
                Nkey again = Nkey.fromSeed(key.seed())) {
            assertThat(key.publicKey()).hasSize(56).startsWith(String.valueOf(type.letter()));
            assertThat(new String(key.seed(), US_ASCII)).hasSize(58).startsWith("S" + type.letter());
            assertThat(again.publicKey()).isEqualTo(key.publicKey());
            assertThat(again.type()).isEqualTo(type);

            byte[] signature = key.sign(ascii("nonce"));
            assertThat(signature).hasSize(64).isEqualTo(again.sign(ascii("nonce")));
            assertThat(Nkey.fromPublicKey(key.publicKey()).verify(ascii("nonce"), signature))
                    .isTrue();
            assertThat(Nkey.verify(key.publicKey(), ascii("nonce"), signature)).isTrue();
            assertThat(Nkey.verify(key.publicKey(), ascii("other"), signature)).isFalse();
            signature[5] ^= 1;
            assertThat(key.verify(ascii("nonce"), signature)).isFalse();
        }
    }

    // RFC 8032, 7.1, test 2.
    @Test
    void signsAsTheStandardSays() {
        HexFormat hex = HexFormat.of();
        byte[] seed = hex.parseHex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        try (Nkey key = Nkey.fromSeed(KeyText.ofSeed(KeyType.USER, seed))) {
            byte[] raw = KeyText.parsePublic(key.publicKey()).raw();
            assertThat(hex.formatHex(raw))
                    .isEqualTo("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
            assertThat(hex.formatHex(key.sign(new byte[] {0x72})))
                    .isEqualTo("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        }
    }

    // A seed that nsc made.
    @Test
    void readsSeedsOfOtherLibraries() {
        try (Nkey key = Nkey.fromSeed(ascii("SUAOTBNEUHZDFJT3EUMELT7MQTP24JF3XVCXQNDSCU74G5IU6VAJBKH5LI"))) {
            assertThat(key.type()).isEqualTo(KeyType.USER);
            assertThat(key.publicKey()).startsWith("U");
            assertThat(new String(key.seed(), US_ASCII))
                    .isEqualTo("SUAOTBNEUHZDFJT3EUMELT7MQTP24JF3XVCXQNDSCU74G5IU6VAJBKH5LI");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "SU",
                "SUAOTBNEUHZDFJT3EUMELT7MQTP24JF3XVCXQNDSCU74G5IU6VAJBKH5L",
                "SUAOTBNEUHZDFJT3EUMELT7MQTP24JF3XVCXQNDSCU74G5IU6VAJBKH5LI=",
                "SUAOTBNEUHZDFJT3EUMELT7MQTP24JF3XVCXQNDSCU74G5IU6VAJBKH5LJ",
                "SUAOTBNEUHZDFJT3EUMELT7MQTP24JF3XVCXQNDSCU74G5IU6VAJBKH5MI",
                "suaotbneuhzdfjt3eumelt7mqtp24jf3xvcxqndscu74g5iu6vajbkh5li",
                "SXAOTBNEUHZDFJT3EUMELT7MQTP24JF3XVCXQNDSCU74G5IU6VAJBKH5LI",
                "UUAOTBNEUHZDFJT3EUMELT7MQTP24JF3XVCXQNDSCU74G5IU6VAJBKH5LI",
                "1UAOTBNEUHZDFJT3EUMELT7MQTP24JF3XVCXQNDSCU74G5IU6VAJBKH5LI"
            })
    void refusesWhatIsNotASeedWithoutRepeatingIt(String seed) {
        assertThatThrownBy(() -> Nkey.fromSeed(ascii(seed)))
                .isInstanceOf(ProtocolException.class)
                .message()
                .doesNotContain(seed.isEmpty() ? "null" : seed);
    }

    @Test
    void tellsTypesApart() {
        String user = Nkey.create(KeyType.USER).publicKey();
        assertThat(Nkey.isPublicKey(user, KeyType.USER)).isTrue();
        assertThat(Nkey.isPublicKey(user, KeyType.ACCOUNT)).isFalse();
        assertThat(Nkey.isPublicKey(null, KeyType.USER)).isFalse();
        assertThat(Nkey.isPublicKey("UA", KeyType.USER)).isFalse();
        assertThat(Nkey.typeOf(CurveKey.create().publicKey())).isEqualTo(KeyType.CURVE);
        assertThat(Nkey.verify(CurveKey.create().publicKey(), new byte[1], new byte[64]))
                .isFalse();
    }

    @Test
    void forgetsItsSeedWhenClosed() {
        Nkey key = Nkey.create(KeyType.USER);
        byte[] signature = key.sign(ascii("x"));
        key.close();
        key.close();
        assertThat(key.canSign()).isFalse();
        assertThat(key.verify(ascii("x"), signature)).isTrue();
        assertThatThrownBy(key::seed).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> key.sign(ascii("x"))).isInstanceOf(IllegalStateException.class);
        assertThat(key.toString()).isEqualTo(key.publicKey());
    }

    @ParameterizedTest(name = "{0} bytes")
    @CsvSource({"0", "1", "63", "65", "1000"})
    void refusesSignaturesOfOtherLengths(int length) {
        assertThat(Nkey.create(KeyType.USER).verify(new byte[0], new byte[length]))
                .isFalse();
    }

    @Test
    void neverThrowsForHostilePublicKeysAndSignatures() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] raw = new byte[32];
            random.nextBytes(raw);
            byte[] signature = new byte[64];
            random.nextBytes(signature);
            String key = KeyText.ofPublic(KeyType.ACCOUNT, raw);
            assertThat(Nkey.verify(key, ascii("x"), signature)).isFalse();
        }
        for (int fill : new int[] {0, 1, 0xff, 0x7f, 0xed}) {
            byte[] raw = new byte[32];
            java.util.Arrays.fill(raw, (byte) fill);
            Nkey.verify(KeyText.ofPublic(KeyType.USER, raw), ascii("x"), new byte[64]);
        }
    }

    @Test
    void readsAndWritesCredentialsFiles() {
        try (Nkey key = Nkey.create(KeyType.USER)) {
            byte[] contents = CredentialsFile.format("aa.bb-_.cc=", key);
            try (CredentialsFile file = CredentialsFile.parse(contents)) {
                assertThat(file.jwt()).isEqualTo("aa.bb-_.cc=");
                assertThat(file.key().publicKey()).isEqualTo(key.publicKey());
                assertThat(file.toString()).doesNotContain(new String(key.seed(), US_ASCII));
            }
            String windows = new String(contents, UTF_8).replace("\n", "\r\n");
            assertThat(CredentialsFile.parse(windows.getBytes(UTF_8)).jwt()).isEqualTo("aa.bb-_.cc=");
            byte[] bare = ascii("# my key\n  " + new String(key.seed(), US_ASCII) + " \n");
            assertThat(CredentialsFile.parseKey(bare).publicKey()).isEqualTo(key.publicKey());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "---", "-----BEGIN X-----\n", "-----BEGIN X-----\na\n-----END X-----\n"})
    void refusesCredentialsWithoutJwtOrSeed(String contents) {
        assertThatThrownBy(() -> CredentialsFile.parse(ascii(contents))).isInstanceOf(NkeyException.class);
    }

    // The vector of NaCl's own test of crypto_box.
    @Test
    void sealsAsNaclDoes() {
        HexFormat hex = HexFormat.of();
        byte[] alice = hex.parseHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
        byte[] bob = hex.parseHex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
        byte[] nonce = hex.parseHex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");
        byte[] text =
                hex.parseHex("be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffce5ecbaaf33bd751a1ac728"
                        + "d45e6c61296cdc3c01233561f41db66cce314adb310e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af"
                        + "1fde048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f937763848645e0705");
        String sealed =
                "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186a"
                        + "c0dfc17c98dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae90"
                        + "224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6599b1f654cb45a74e355a5";
        CurveKey sender = CurveKey.fromSeed(KeyText.ofSeed(KeyType.CURVE, alice));
        CurveKey recipient = CurveKey.fromSeed(KeyText.ofSeed(KeyType.CURVE, bob));

        byte[] box = sender.seal(text, recipient.publicKey(), nonce);
        assertThat(hex.formatHex(box)).isEqualTo(hex.formatHex(ascii("xkv1")) + hex.formatHex(nonce) + sealed);
        assertThat(recipient.open(box, sender.publicKey())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 1000, 5000})
    void opensWhatItSealedAndNothingThatWasTouched(int length) {
        try (CurveKey sender = CurveKey.create();
                CurveKey recipient = CurveKey.create();
                CurveKey other = CurveKey.create()) {
            byte[] text = new byte[length];
            new Random(length).nextBytes(text);
            byte[] box = sender.seal(text, recipient.publicKey());
            assertThat(recipient.open(box, sender.publicKey())).isEqualTo(text);
            assertThatThrownBy(() -> other.open(box, sender.publicKey())).isInstanceOf(NkeyException.class);
            assertThatThrownBy(() -> recipient.open(box, other.publicKey())).isInstanceOf(NkeyException.class);
            for (int i = 0; i < box.length; i += 1 + box.length / 50) {
                byte[] touched = box.clone();
                touched[i] ^= 1;
                assertThatThrownBy(() -> recipient.open(touched, sender.publicKey()))
                        .isInstanceOf(NkeyException.class);
            }
        }
    }

    @Test
    void refusesBoxesThatAreTooShortAndKeysOfNoUse() {
        CurveKey key = CurveKey.create();
        String zero = KeyText.ofPublic(KeyType.CURVE, new byte[32]);
        assertThatThrownBy(() -> key.open(new byte[43], key.publicKey())).isInstanceOf(NkeyException.class);
        assertThatThrownBy(() -> key.seal(new byte[1], zero)).isInstanceOf(NkeyException.class);
        assertThatThrownBy(() -> key.seal(new byte[1], Nkey.create(KeyType.USER).publicKey()))
                .isInstanceOf(NkeyException.class);
        assertThat(Base64.getEncoder().encodeToString(key.seed())).isNotEmpty();
        key.close();
        assertThatThrownBy(key::seed).isInstanceOf(IllegalStateException.class);
    }
}
