package io.natter.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.natter.protocol.ConnectOptions;
import io.natter.protocol.ProtocolException;
import io.natter.protocol.claims.ClaimsException;
import io.natter.protocol.claims.Jwt;
import io.natter.protocol.subject.SubjectTransform;
import io.natter.protocol.subject.Subjects;
import io.natter.protocol.subject.TransformException;
import io.natter.protocol.wire.ByteBuilder;
import io.natter.protocol.wire.ClientOperation;
import io.natter.protocol.wire.ClientOperationDecoder;
import io.natter.protocol.wire.ClientOperationEncoder;
import io.natter.protocol.wire.Headers;
import io.natter.protocol.wire.HeadersException;
import io.natter.protocol.wire.MalformedOperationException;
import io.natter.protocol.wire.OperationDecoder;
import io.natter.protocol.wire.ServerOperation;
import io.natter.protocol.wire.ServerOperationDecoder;
import io.natter.protocol.wire.WireLimits;
import java.util.ArrayList;
import java.util.List;

/** Whatever the bytes: an answer or the parser's own exception, and the same again on the second way. */
class ProtocolFuzzTest {
    private static final WireLimits LIMITS = new WireLimits(256, 1024);

    @FuzzTest
    void clientBytesAreJudgedTheSameAtAnyCut(byte[] bytes) {
        List<Object> atOnce = new ArrayList<>();
        decode(
                new ClientOperationDecoder(LIMITS, ClientOperation.collecting(atOnce::add)),
                bytes,
                bytes.length,
                atOnce);
        List<Object> inBytes = new ArrayList<>();
        decode(new ClientOperationDecoder(LIMITS, ClientOperation.collecting(inBytes::add)), bytes, 1, inBytes);
        assertThat(inBytes).isEqualTo(atOnce);

        ByteBuilder out = new ByteBuilder(0);
        ClientOperationEncoder encoder = new ClientOperationEncoder(out);
        List<Object> writable = new ArrayList<>();
        for (Object operation : atOnce) {
            if (operation instanceof ClientOperation sent && canBeWritten(sent, encoder)) {
                writable.add(sent);
            }
        }
        List<Object> again = new ArrayList<>();
        WireLimits wide = new WireLimits(4096, 4096);
        byte[] written = out.toBytes();
        decode(new ClientOperationDecoder(wide, ClientOperation.collecting(again::add)), written, 7, again);
        assertThat(again).hasSameSizeAs(writable);
    }

    @FuzzTest
    void serverBytesAreJudgedTheSameAtAnyCut(byte[] bytes) {
        List<Object> atOnce = new ArrayList<>();
        decode(
                new ServerOperationDecoder(LIMITS, ServerOperation.collecting(atOnce::add)),
                bytes,
                bytes.length,
                atOnce);
        List<Object> inBytes = new ArrayList<>();
        decode(new ServerOperationDecoder(LIMITS, ServerOperation.collecting(inBytes::add)), bytes, 1, inBytes);
        assertThat(inBytes).isEqualTo(atOnce);
    }

    @FuzzTest
    void headersReadBackWhatTheyWrite(byte[] bytes) {
        try {
            Headers headers = Headers.parse(bytes, 0, bytes.length);
            assertThat(Headers.parse(headers.encode(), 0, headers.encodedLength()))
                    .isEqualTo(headers);
        } catch (HeadersException expected) {
            assertThat(expected).message().startsWith("headers: ");
        }
    }

    @FuzzTest
    void connectOptionsReadBackWhatTheyWrite(byte[] bytes) {
        try {
            ConnectOptions options = ConnectOptions.parse(bytes, 0, bytes.length);
            byte[] json = options.toJson().getBytes(UTF_8);
            assertThat(ConnectOptions.parse(json, 0, json.length)).isEqualTo(options);
        } catch (ProtocolException expected) {
            assertThat(expected).message().isNotBlank();
        }
    }

    @FuzzTest
    void tokensAreReadOrRefused(FuzzedDataProvider data) {
        try {
            assertThat(Jwt.decode(data.consumeRemainingAsString()).head().issuer())
                    .hasSize(56);
        } catch (ClaimsException expected) {
            assertThat(expected).message().isNotBlank();
        }
    }

    @FuzzTest
    void transformsAreMadeOrRefused(FuzzedDataProvider data) {
        String source = data.consumeString(40);
        String destination = data.consumeString(80);
        String subject = data.consumeRemainingAsString();
        try {
            String result = SubjectTransform.of(source, destination).apply(subject);
            if (result != null) {
                assertThat(source.isEmpty() || Subjects.matches(subject, source))
                        .isTrue();
            }
        } catch (TransformException expected) {
            assertThat(expected).message().startsWith("invalid");
        }
    }

    private static void decode(OperationDecoder decoder, byte[] bytes, int step, List<Object> outcome) {
        int begin = 0;
        try {
            for (int received = Math.min(step, bytes.length); begin < bytes.length; received += step) {
                int end = Math.min(received, bytes.length);
                begin = decoder.decode(bytes, begin, end);
                if (end == bytes.length) {
                    return;
                }
            }
        } catch (MalformedOperationException e) {
            outcome.add(e.reason());
        }
    }

    /** Words with control characters can be read, as nats-server reads them, but are never written. */
    private static boolean canBeWritten(ClientOperation operation, ClientOperationEncoder encoder) {
        if (operation instanceof ClientOperation.Connect) {
            return false; // its JSON may hold anything, and is not looked at here
        }
        try {
            operation.to(encoder);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
