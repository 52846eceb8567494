package io.natter.client.objectstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.protocol.json.GoTime;
import io.natter.protocol.json.UnknownFields;
import io.natter.protocol.wire.Headers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of objects, as it is stored (ADR-20). */
final class ObjectInfoTest {
    @Test
    void readsTheExampleOfTheBook() {
        String json = """
                {"name":"object-name","description":"object-desc","metadata":{"owner":"infra"},
                 "headers":{"key1":["foo"],"key2":["bar","baz"]},
                 "options":{"link":{"bucket":"link-to-bucket","name":"link-to-name"},"max_chunk_size":8196},
                 "bucket":"object-bucket","nuid":"CkuyLEX4z2hbyjj1aWCfiH","size":344000,"chunks":42,
                 "digest":"SHA-256=abcdefghijklmnopqrstuvwxyz=","deleted":true,"new":{"a":1}}""";
        ObjectInfo info = ObjectInfo.JSON.read(json.getBytes(UTF_8));
        assertThat(info.name()).isEqualTo("object-name");
        assertThat(info.meta().headers().all("key2")).containsExactly("bar", "baz");
        assertThat(info.meta().link()).isEqualTo(new ObjectLink("link-to-bucket", "link-to-name"));
        assertThat(info.meta().chunkBytes()).isEqualTo(8196);
        assertThat(info.size()).isEqualTo(344_000);
        assertThat(info.isDeleted()).isTrue();
        assertThat(ObjectInfo.JSON.read(ObjectInfo.JSON.write(info))).isEqualTo(info);
        assertThat(new String(ObjectInfo.JSON.write(info), UTF_8)).contains("\"new\":{\"a\":1}");
    }

    @Test
    void comesBackAsItWasWritten() {
        ObjectMeta meta = ObjectMeta.of("a \u00e4")
                .withDescription("d")
                .withHeaders(Headers.of("H", "1"))
                .withMetadata(Map.of("k", "v"))
                .withChunkBytes(10);
        ObjectInfo info = new ObjectInfo(meta, "s", "N", 25, 3, "SHA-256=x", false, GoTime.ZERO, UnknownFields.NONE);
        assertThat(ObjectInfo.JSON.read(ObjectInfo.JSON.write(info))).isEqualTo(info);
        ObjectInfo bare =
                new ObjectInfo(ObjectMeta.of("a"), "s", "N", 0, 0, "", false, GoTime.ZERO, UnknownFields.NONE);
        assertThat(new String(ObjectInfo.JSON.write(bare), UTF_8)).doesNotContain("options", "digest", "deleted");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "[]", "{\"name\":5}", "{\"size\":\"x\"}", "{}"})
    void refusesWhatIsNone(String json) {
        assertThatThrownBy(() -> ObjectInfo.JSON.read(json.getBytes(UTF_8))).isInstanceOf(RuntimeException.class);
    }

    @Test
    void takesStrangeHeadersForNone() {
        ObjectInfo info =
                ObjectInfo.JSON.read("{\"name\":\"a\",\"headers\":{\"a b\":[\"x\"],\"c\":5}}".getBytes(UTF_8));
        assertThat(info.meta().headers()).isEqualTo(Headers.NONE);
    }

    @Test
    void comparesDigestsWithoutPaddingAndInAnyCase() {
        Digest digest = new Digest();
        digest.update("abc".getBytes(UTF_8));
        String text = digest.text();
        assertThat(text).isEqualTo("SHA-256=ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0=");
        assertThat(Digest.isSame(text, "sha-256=ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"))
                .isTrue();
        assertThat(Digest.isSame(text, "SHA-256=other")).isFalse();
    }
}
