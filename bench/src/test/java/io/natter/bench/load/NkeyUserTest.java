package io.natter.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NkeyUserTest {
    /** Taken apart and put together again: prefix, base 32 and checksum are as others write them. */
    @ParameterizedTest
    @ValueSource(strings = {"UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4"})
    void writesKeysAsTheyStandInConfigurations(String text) {
        byte[] raw = new byte[35];
        int held = 0;
        int bits = 0;
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            held = (held << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(text.charAt(i))) & 0xffff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                raw[length++] = (byte) (held >> bits);
            }
        }
        assertThat(NkeyUser.text(Arrays.copyOfRange(raw, 1, 33))).isEqualTo(text);
    }

    @Test
    void answersANonceWithKeyAndSignature() {
        NkeyUser user = NkeyUser.generate();
        assertThat(user.publicText()).matches("U[A-Z2-7]{55}");
        assertThat(user.connectFields("nonce")).matches(",\"nkey\":\"U[A-Z2-7]{55}\",\"sig\":\"[A-Za-z0-9_-]{86}\"");
    }
}
