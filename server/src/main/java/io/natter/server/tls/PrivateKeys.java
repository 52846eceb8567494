package io.natter.server.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;

/**
 * Reads private keys: PKCS#8 as it is, PKCS#1 and SEC 1 after putting them into the envelope of PKCS#8. Thread-safe: pure.
 *
 * <pre>
 *  PKCS#8   SEQUENCE { INTEGER 0, SEQUENCE { OID of the algorithm, its parameters }, OCTET STRING { key } }
 *  PKCS#1   the key of an RSA envelope, without parameters
 *  SEC 1    the key of an EC envelope; the curve, a parameter there, stands in it as [0]
 * </pre>
 */
final class PrivateKeys {
    private static final int CURVE = 0xa0; // [0], explicit
    private static final Der VERSION = new Der(Der.INTEGER, new byte[] {0});
    private static final Der RSA = objectId(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01);
    private static final Der EC = objectId(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01);

    private PrivateKeys() {}

    /** The first private key in {@code file}; a TlsConfigException names the file and says what is wrong. */
    static PrivateKey read(PemFile file) {
        PemFile.Block block = file.blocks().stream()
                .filter(candidate -> candidate.label().endsWith("PRIVATE KEY"))
                .findFirst()
                .orElseThrow(() -> new TlsConfigException(file.file() + ": " + missing(file)));
        if (block.isEncrypted()) {
            throw new TlsConfigException(
                    file.file() + ": failed to parse private key: got an encrypted one, expected it in the clear");
        }
        try {
            return read(block);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new TlsConfigException(file.file() + ": failed to parse private key", e);
        }
    }

    private static String missing(PemFile file) {
        if (file.blocks().isEmpty()) {
            return "failed to find any PEM data in key input";
        }
        String labels = String.join(
                ", ",
                file.blocks().stream().map(PemFile.Block::label).distinct().toList());
        return "failed to find PEM block with type ending in \"PRIVATE KEY\" in key input: got " + labels;
    }

    private static PrivateKey read(PemFile.Block block) throws GeneralSecurityException {
        byte[] envelope = switch (block.label()) {
            case "RSA PRIVATE KEY" -> envelope(RSA, new Der(Der.NULL, new byte[0]), block.der());
            case "EC PRIVATE KEY" -> envelope(EC, curve(block.der()), block.der());
            default -> block.der();
        };
        return KeyFactory.getInstance(algorithm(envelope)).generatePrivate(new PKCS8EncodedKeySpec(envelope));
    }

    private static byte[] envelope(Der algorithm, Der parameters, byte[] key) {
        return Der.of(
                        Der.SEQUENCE,
                        VERSION,
                        Der.of(Der.SEQUENCE, algorithm, parameters),
                        new Der(Der.OCTET_STRING, key))
                .encoded();
    }

    private static Der curve(byte[] sec1) {
        return Der.parse(Der.parse(sec1).child(CURVE).content());
    }

    /** The JDK's name of the algorithm that a PKCS#8 envelope names. */
    private static String algorithm(byte[] envelope) {
        List<Der> parts = Der.parse(envelope).child(Der.SEQUENCE).children();
        String id = parts.isEmpty() ? "" : parts.get(0).objectId();
        return switch (id) {
            case "1.2.840.113549.1.1.1" -> "RSA";
            case "1.2.840.113549.1.1.10" -> "RSASSA-PSS";
            case "1.2.840.10045.2.1" -> "EC";
            case "1.3.101.112", "1.3.101.113" -> "EdDSA";
            default -> throw new IllegalArgumentException("algorithm: got " + id + ", expected RSA, EC or EdDSA");
        };
    }

    private static Der objectId(int... octets) {
        byte[] content = new byte[octets.length];
        for (int i = 0; i < octets.length; i++) {
            content[i] = (byte) octets[i];
        }
        return new Der(Der.OBJECT_ID, content);
    }
}
