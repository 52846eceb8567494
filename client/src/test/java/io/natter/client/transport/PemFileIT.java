package io.natter.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys and certificates in text form, in the forms that tools write. */
class PemFileIT {
    private static final int OCTET_STRING = 4;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(names = {"ecp256", "ecp384", "rsa2048", "ed25519"})
    void readsPkcs8(Algorithm algorithm) throws Exception {
        X509Bundle bundle = bundle(algorithm);
        assertThat(key(bundle.getPrivateKeyPEM())).isEqualTo(bundle.getKeyPair().getPrivate());
        assertThat(PemFile.read(write("# comment\n" + bundle.getCertificatePEM() + "text" + bundle.getPrivateKeyPEM()))
                        .certificates())
                .containsExactly(bundle.getCertificate());
    }

    @Test
    void readsPkcs1() throws Exception {
        KeyPair pair = bundle(Algorithm.rsa2048).getKeyPair();
        assertThat(key(pem("RSA PRIVATE KEY", inner(pair.getPrivate().getEncoded()))))
                .isEqualTo(pair.getPrivate());
    }

    @Test
    void readsSec1WithTheCurveInsideOrBeside() throws Exception {
        KeyPair pair = bundle(Algorithm.ecp256).getKeyPair();
        byte[] sec1 = inner(pair.getPrivate().getEncoded());
        byte[] curve = {0x06, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 3, 1, 7};
        String beside = pem("EC PARAMETERS", curve) + pem("EC PRIVATE KEY", sec1);
        assertThat(key(beside).getEncoded()).endsWith(sec1);
        byte[] inside = insertAt(sec1, endOfKey(sec1), concat(new byte[] {(byte) 0xa0, 10}, curve));
        inside[1] = (byte) (inside[1] + 12); // the sequence has grown
        assertThat(((java.security.interfaces.ECPrivateKey) key(pem("EC PRIVATE KEY", inside))).getS())
                .isEqualTo(((java.security.interfaces.ECPrivateKey) pair.getPrivate()).getS());
    }

    @Test
    void saysWhatIsWrongAndShowsNoKey() throws Exception {
        assertFails("nothing", "got no private key");
        assertFails(pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2}), "without a password");
        assertFails(pem("PRIVATE KEY", new byte[] {1, 2, 3}), "cannot be read");
        assertFails(pem("RSA PRIVATE KEY", new byte[300]), "cannot be read");
        assertFails(pem("EC PRIVATE KEY", new byte[] {0x30, (byte) 0x84, 1}), "cannot be read");
        assertFails("-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n", "not base64");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> PemFile.read(directory.resolve("absent.pem")))
                .withMessageContaining("absent.pem");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() ->
                        PemFile.read(write(pem("CERTIFICATE", new byte[] {1}))).certificates())
                .withMessageContaining("broken certificate");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> PemFile.read(write("")).certificates())
                .withMessageContaining("got no certificate");
    }

    private static X509Bundle bundle(Algorithm algorithm) throws Exception {
        return new CertificateBuilder()
                .algorithm(algorithm)
                .subject("CN=a")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
    }

    private PrivateKey key(String text) throws IOException {
        return PemFile.read(write(text)).privateKey();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("file.pem"), text);
    }

    private void assertFails(String text, String message) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> key(text))
                .withMessageStartingWith("tls: ")
                .withMessageContaining("file.pem")
                .withMessageContaining(message);
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
    }

    /** The last octet string of a PKCS#8 key: what it wraps. */
    private static byte[] inner(byte[] pkcs8) {
        for (int at = 4; at < pkcs8.length - 2; at++) {
            int first = pkcs8[at + 1] & 0xff;
            int lengthBytes = first < 0x80 ? 0 : first & 0x7f;
            int length = first;
            if (lengthBytes == 1) {
                length = pkcs8[at + 2] & 0xff;
            } else if (lengthBytes == 2) {
                length = (pkcs8[at + 2] & 0xff) << 8 | pkcs8[at + 3] & 0xff;
            }
            int start = at + 2 + lengthBytes;
            if (pkcs8[at] == OCTET_STRING && lengthBytes < 3 && start + length == pkcs8.length) {
                return Arrays.copyOfRange(pkcs8, start, pkcs8.length);
            }
        }
        throw new AssertionError("no key inside");
    }

    /** Behind version (3 bytes) and key (2 and 32 bytes) of a P-256 key. */
    private static int endOfKey(byte[] sec1) {
        assertThat(sec1[0]).isEqualTo((byte) 0x30);
        return 2 + 3 + 2 + 32;
    }

    private static byte[] insertAt(byte[] bytes, int at, byte[] more) {
        return concat(concat(Arrays.copyOf(bytes, at), more), Arrays.copyOfRange(bytes, at, bytes.length));
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
