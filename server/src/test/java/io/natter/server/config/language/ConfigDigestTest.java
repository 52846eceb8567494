package io.natter.server.config.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Digests that nats-server 2.15.1 printed for the same texts. */
class ConfigDigestTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            port: 4222 | 797533ebd0dfba7d34a0f9337ecf147e442871f48ddfd07ed751575a5737267e
            { "port": 4222, "debug": true } | 8d697893eada17225f028a97ac0a0cfbd85dfb1fe0f606aa6f327a81bf911795
            server_name: "<a&b>" | 31525095e620b094b4de67a68a4ef78f98c84727f5bdec161e75bc9b992c875a
            server_tags: ["a", "b c"]~max_payload: 1MB | 9cfdda86fe96f0b197df44bd8f2e3fa2ae6625256dbed99a3af61ca0302f26e2
            authorization { timeout: 1.5 } | 293f744f1b86a6a20add5751335365b56ad8d6351548cbc8995340c619e2e015
            authorization { timeout: 0.0000001 } | 0cf2519d83b3592eb5f3f80f08033e24f0af96eb50a24964c7bb965f0f5003a1
            resolver { type: MEMORY, x: 100000000000000000000.5, y: 1234567.25, z: 1e3, when: 2016-05-04T18:53:41Z } | 0a8fda6d80a87acdbd54361f3346de06af4b2125ba4b0d614d166a05af04c929
            server_metadata { é: 'ü', z: "a\\tb", a: (~block~)~ } | f2567eadb0e2af441a9dcac4a2f8f2b4f84f97bbdd15033694144d4e8d3940c1
            PORT = 4333~port: $PORT | 778d8120a25212a954d774e6c470666e2b28ee8edca2ce3a64b9c4c711a1c68b
            resolver { type: MEMORY, l: [[], {}, [1 , {a: b}], -5, -1.5] } | f9b3f44165825dddbb26b8fd4c6e020e9dd002a8df1dd779eb1632d2cc83f53e
            """)
    void isThatOfNatsServer(String text, String digest) {
        ConfigValue.Block block = ConfigParser.parse(text.replace('~', '\n'), "f", Environment.NONE);
        assertThat(ConfigDigest.of(block)).isEqualTo("sha256:" + digest);
    }
}
