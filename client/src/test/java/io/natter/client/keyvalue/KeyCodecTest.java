package io.natter.client.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys on their way into a bucket and back (ADR-54), and the rules of keys (ADR-8). */
final class KeyCodecTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            Acme Inc.contact, QWNtZSBJbmM=.Y29udGFjdA==
            a.b.c,            YQ==.Yg==.Yw==
            ?>,               Pz4=
            """)
    void encodesEachTokenInBase64(String key, String encoded) {
        assertThat(KeyCodec.base64().encode(key)).isEqualTo(encoded);
        assertThat(KeyCodec.base64().decode(encoded)).isEqualTo(key);
        assertThat(Keys.require(encoded)).isEqualTo(encoded);
    }

    @Test
    void keepsWildcardsInFilters() {
        assertThat(KeyCodec.base64().encodeFilter("a.*.>")).isEqualTo("YQ==.*.>");
        assertThat(KeyCodec.path("/").encodeFilter("/a/*/>")).isEqualTo("_root_.a.*.>");
        assertThat(KeyCodec.base64Whole().encodeFilter(">")).isEqualTo(">");
        assertThat(KeyCodec.base64Whole().encodeFilter("a.b")).isEqualTo("YS5i");
        assertThatThrownBy(() -> KeyCodec.base64Whole().encodeFilter("a.*"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            user/profile/settings, user.profile.settings, user/profile/settings
            /etc/hosts,            _root_.etc.hosts,      /etc/hosts
            /,                     _root_,                /
            a/b/,                  a.b,                   a/b
            a,                     a,                     a
            """)
    void turnsPathsIntoTokens(String path, String encoded, String decoded) {
        assertThat(KeyCodec.path("/").encode(path)).isEqualTo(encoded);
        assertThat(KeyCodec.path("/").decode(encoded)).isEqualTo(decoded);
    }

    @Test
    void chains() {
        KeyCodec chain = KeyCodec.path("/").andThen(KeyCodec.base64());
        String encoded = chain.encode("a b/c");
        assertThat(encoded).isEqualTo("YSBi.Yw==");
        assertThat(chain.decode(encoded)).isEqualTo("a b/c");
        assertThat(chain.encodeFilter("a b/*")).isEqualTo("YSBi.*");
    }

    @Test
    void comesBackFromBase64WhateverTheKey() {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 1_000; i++) {
            StringBuilder key = new StringBuilder("x");
            random.ints(random.nextInt(20), 1, 0xd7ff).forEach(key::appendCodePoint);
            for (KeyCodec codec : new KeyCodec[] {KeyCodec.base64(), KeyCodec.base64Whole()}) {
                assertThat(codec.decode(codec.encode(key.toString())))
                        .as("seed %d", seed)
                        .isEqualTo(key.toString());
            }
        }
    }

    @ParameterizedTest(name = "\"{0}\" is a key: {1}, a filter: {2}")
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            a,true,true
            a.b-c/d_e=f,true,true
            .a,false,false
            a.,false,false
            a..b,false,false
            a b,false,false
            \u00e4,false,false
            *,false,true
            a.*.b,false,true
            a.>,false,true
            >.a,false,false
            """)
    void knowsKeysAndFilters(String text, boolean isKey, boolean isFilter) {
        assertThat(isAccepted(() -> Keys.require(text))).isEqualTo(isKey);
        assertThat(isAccepted(() -> Keys.requireFilter(text))).isEqualTo(isFilter);
    }

    @Test
    void refusesEmptyAndEndlessKeys() {
        assertThat(isAccepted(() -> Keys.require(""))).isFalse();
        assertThat(isAccepted(() -> Keys.require("a".repeat(100_000)))).isFalse();
        assertThat(isAccepted(() -> Keys.requireBucket("a.b"))).isFalse();
        assertThat(isAccepted(() -> Keys.requireBucket("A-b_9"))).isTrue();
    }

    private static boolean isAccepted(Runnable check) {
        try {
            check.run();
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
