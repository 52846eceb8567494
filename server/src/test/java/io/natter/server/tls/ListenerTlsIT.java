package io.natter.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.server.config.TlsConfig;
import io.natter.server.config.TlsCrypto;
import io.natter.server.config.TlsVerification;
import io.natter.server.tls.TestCertificates.PemFiles;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenerTlsIT {
    @TempDir
    Path directory;

    TestCertificates certificates;

    @BeforeEach
    void makeAuthority() throws Exception {
        certificates = TestCertificates.in(directory);
    }

    @ParameterizedTest
    @EnumSource(names = {"rsa2048", "ecp256", "ecp384", "ed25519"})
    void readsKeysInPkcs8(Algorithm algorithm) throws Exception {
        X509Bundle bundle = certificates.issue(TestCertificates.builder("CN=a").algorithm(algorithm));
        assertThat(open(certificates.files("a", bundle)).notAfter())
                .isEqualTo(bundle.getCertificate().getNotAfter().toInstant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa2048", "ecp256", "ecp384"})
    void readsKeysInTheirOldForms(String algorithm) throws Exception {
        X509Bundle bundle =
                certificates.issue(TestCertificates.builder("CN=a").algorithm(Algorithm.valueOf(algorithm)));
        PemFiles files = certificates.files("a", bundle);
        certificates.write("a-key.pem", oldForm(bundle.getKeyPair()));
        assertThat(open(files).warnings()).isEmpty();
    }

    @ParameterizedTest(name = "{0} + {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        none.pem  | a-key.pem     | open DIR/none.pem: no such file or directory
        a.pem     | none.pem      | open DIR/none.pem: no such file or directory
        a-key.pem | a.pem         | DIR/a-key.pem: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched
        a.pem     | b-key.pem     | private key DIR/b-key.pem does not match public key of DIR/a.pem
        a.pem     | rsa-key.pem   | private key DIR/rsa-key.pem does not match public key of DIR/a.pem
        empty.pem | a-key.pem     | DIR/empty.pem: failed to find any PEM data in certificate input
        a.pem     | empty.pem     | DIR/empty.pem: failed to find any PEM data in key input
        a.pem     | a.pem         | DIR/a.pem: failed to find PEM block with type ending in "PRIVATE KEY" in key input: got CERTIFICATE
        a.pem     | encrypted.pem | DIR/encrypted.pem: failed to parse private key: got an encrypted one, expected it in the clear
        a.pem     | oldcrypt.pem  | DIR/oldcrypt.pem: failed to parse private key: got an encrypted one, expected it in the clear
        a.pem     | garbage.pem   | DIR/garbage.pem: failed to parse private key
        broken.pem | a-key.pem    | DIR/broken.pem: failed to parse certificate 1
        """)
    void namesTheFileAtFault(String certificate, String key, String expected) throws Exception {
        certificates.files("a", certificates.client("CN=a"));
        certificates.files("b", certificates.client("CN=b"));
        certificates.files(
                "rsa", certificates.issue(TestCertificates.builder("CN=rsa").rsa2048()));
        certificates.write("empty.pem", "");
        certificates.write("encrypted.pem", pem("ENCRYPTED PRIVATE KEY", "Zm9v"));
        certificates.write(
                "oldcrypt.pem", pem("RSA PRIVATE KEY", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,94\n\nZm9v"));
        certificates.write("garbage.pem", pem("EC PRIVATE KEY", "MIICMIIC"));
        certificates.write("broken.pem", pem("CERTIFICATE", "Zm9v"));
        var files = new PemFiles(directory.resolve(certificate), directory.resolve(key));
        assertThatExceptionOfType(TlsConfigException.class)
                .isThrownBy(() -> open(files))
                .withMessage(
                        "error parsing X509 certificate/key pair: " + expected.replace("DIR", directory.toString()));
    }

    @Test
    void saysWhichOfSeveralCertificatesIsAtFault() throws Exception {
        PemFiles good = certificates.files("a", certificates.server());
        TlsConfig config = TlsConfig.defaults()
                .withKeyPairs(List.of(
                        new TlsConfig.KeyPair(good.certificate(), good.key()),
                        new TlsConfig.KeyPair(good.certificate(), directory.resolve("none.pem"))));
        assertThatThrownBy(() -> ListenerTls.open(config))
                .hasMessage("error parsing X509 certificate/key pair 2/2: open " + directory
                        + "/none.pem: no such file or directory");
    }

    @Test
    void refusesAnAuthorityFileWithoutCertificates() throws Exception {
        PemFiles files = certificates.files("a", certificates.server());
        TlsConfig config = config(files)
                .withCaFile(files.key())
                .withVerification(TlsVerification.defaults().withVerify(true));
        assertThatThrownBy(() -> ListenerTls.open(config))
                .hasMessage(files.key() + ": failed to parse root ca certificate");
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', textBlock = """
        1.1 |                                | X25519 | unsupported minimum TLS version: got 1.1, expected 1.2 or 1.3
        1.2 | FOO                            | X25519 | unrecognized cipher FOO, expected one of TLS_AES_128_GCM_SHA256
        1.2 | TLS_RSA_WITH_AES_128_GCM_SHA256 | X25519 | insecure cipher suites configured without 'allow_insecure_cipher_suites' option set: TLS_RSA_WITH_AES_128_GCM_SHA256
        1.2 |                                | foo    | unrecognized curve preference foo, expected one of CurveP256
        """)
    void refusesUnknownAlgorithmsAndListsTheKnownOnes(String version, String suite, String curve, String expected)
            throws Exception {
        var crypto = new TlsCrypto(version, suite == null ? List.of() : List.of(suite), List.of(curve), false);
        TlsConfig config =
                config(certificates.files("a", certificates.server())).withCrypto(crypto);
        assertThatThrownBy(() -> ListenerTls.open(config)).hasMessageStartingWith(expected);
    }

    @Test
    void offersModernSuitesUnlessOthersAreNamed() {
        assertThat(CipherSuites.toOffer(List.of(), false)).hasSize(9).noneMatch(name -> name.contains("CBC"));
        assertThat(CipherSuites.toOffer(List.of("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"), false))
                .hasSize(4)
                .endsWith("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA");
        assertThat(CipherSuites.toOffer(List.of("TLS_RSA_WITH_3DES_EDE_CBC_SHA"), true))
                .endsWith("SSL_RSA_WITH_3DES_EDE_CBC_SHA");
        assertThat(CipherSuites.shownName("SSL_RSA_WITH_3DES_EDE_CBC_SHA")).isEqualTo("TLS_RSA_WITH_3DES_EDE_CBC_SHA");
    }

    @Test
    void pinsAreHashesOfTheWholePublicKey() throws Exception {
        X509Bundle bundle = certificates.client("CN=a");
        String hash = PinnedCertificates.keySha256(bundle.getCertificate());
        assertThat(hash).matches("[0-9a-f]{64}");
        var chain = List.of(bundle.getCertificatePath());
        assertThat(new PinnedCertificates(Set.of(hash)).allow(chain)).isTrue();
        assertThat(new PinnedCertificates(Set.of("0".repeat(64))).allow(chain)).isFalse();
        assertThat(new PinnedCertificates(Set.of(hash)).allow(List.of())).isFalse();
        assertThat(new PinnedCertificates(Set.of()).allow(List.of())).isTrue();
    }

    @ParameterizedTest(name = "limit {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        0 | yyyyyyyy
        1 | ynnny
        3 | yyynny
        """)
    void handshakesAreCountedBySecond(long limit, String expected) {
        var rate = new HandshakeRate(limit);
        var allowed = new StringBuilder();
        for (int i = 0; i < expected.length() - 1; i++) {
            allowed.append(rate.allows(i) ? 'y' : 'n');
        }
        allowed.append(rate.allows(1_000_000_001L) ? 'y' : 'n');
        assertThat(allowed.toString()).isEqualTo(expected);
    }

    @Test
    void saysNothingOfKeysWhenPrinted() throws Exception {
        PemFiles files = certificates.files("a", certificates.server());
        assertThat(open(files).toString()).doesNotContain("key.pem");
        assertThat(ServerCertificate.load(new TlsConfig.KeyPair(files.certificate(), files.key())))
                .hasToString("ServerCertificate[CN=localhost]");
    }

    private static TlsConfig config(PemFiles files) {
        return TlsConfig.of(files.certificate(), files.key());
    }

    private static ListenerTls open(PemFiles files) {
        return ListenerTls.open(config(files));
    }

    private static String pem(String label, String body) {
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    /** The key as OpenSSL writes it by default for this kind: PKCS#1, or SEC 1 behind the parameters. */
    private static String oldForm(KeyPair pair) {
        Der envelope = Der.parse(pair.getPrivate().getEncoded());
        byte[] key = envelope.child(Der.OCTET_STRING).content();
        if (!(pair.getPrivate() instanceof ECPrivateKey)) {
            return pem("RSA PRIVATE KEY", base64(key));
        }
        Der curve = envelope.child(Der.SEQUENCE).children().get(1);
        Der sec1 = Der.parse(key);
        Der withCurve =
                Der.of(Der.SEQUENCE, sec1.child(Der.INTEGER), sec1.child(Der.OCTET_STRING), Der.of(0xa0, curve));
        return pem("EC PARAMETERS", base64(curve.encoded())) + pem("EC PRIVATE KEY", base64(withCurve.encoded()));
    }

    private static String base64(byte[] bytes) {
        return Base64.getMimeEncoder().encodeToString(bytes);
    }
}
