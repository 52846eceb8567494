package io.natter.client.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of certificates and keys in text form (RFC 7468).
 *
 * <p>Immutable. What stands between its blocks is ignored; messages name the file and never show what it holds.
 */
final class PemFile {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private final Path file;
    private final List<Block> blocks;

    private PemFile(Path file, List<Block> blocks) {
        this.file = file;
        this.blocks = blocks;
    }

    private static final class Block {
        private final String label;
        private final byte[] der;

        Block(String label, byte[] der) {
            this.label = label;
            this.der = der;
        }
    }

    /** Reads a file. */
    static PemFile read(Path file) throws IOException {
        try {
            return new PemFile(file, blocks(file, Files.readString(file, ISO_8859_1)));
        } catch (NoSuchFileException e) {
            throw new IOException("tls: got no file " + file + ", expected one in PEM form", e);
        }
    }

    private static List<Block> blocks(Path file, String text) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            try {
                byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
                blocks.add(new Block(matcher.group(1), der));
            } catch (IllegalArgumentException itsMessageShowsTheSecret) {
                throw new IOException("tls: " + file + ": got a block that is not base64");
            }
        }
        return blocks;
    }

    /**
     * All its certificates in their order.
     *
     * @throws IOException if there is none, or one is broken
     */
    List<X509Certificate> certificates() throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Block block : blocks) {
                if (block.label.equals("CERTIFICATE")) {
                    certificates.add(
                            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der)));
                }
            }
        } catch (CertificateException e) {
            throw new IOException("tls: " + file + ": got a broken certificate", e);
        }
        if (certificates.isEmpty()) {
            throw new IOException("tls: " + file + ": got no certificate, expected at least one in PEM form");
        }
        return certificates;
    }

    /**
     * Its first private key: PKCS#8, PKCS#1 (RSA) or SEC 1 (EC).
     *
     * @throws IOException if there is none, or none this JDK can use
     */
    PrivateKey privateKey() throws IOException {
        for (Block block : blocks) {
            switch (block.label) {
                case "PRIVATE KEY" -> {
                    return key(block.der);
                }
                case "RSA PRIVATE KEY" -> {
                    return key(KeyWrapping.ofRsa(block.der));
                }
                case "EC PRIVATE KEY" -> {
                    return key(KeyWrapping.ofEc(block.der, ecParameters()));
                }
                case "ENCRYPTED PRIVATE KEY" ->
                    throw new IOException("tls: " + file + ": got an encrypted key, expected one without a password");
                default -> {
                    // certificates may stand in the same file
                }
            }
        }
        throw new IOException("tls: " + file + ": got no private key, expected PKCS#8, PKCS#1 or SEC 1 in PEM form");
    }

    private byte[] ecParameters() {
        return blocks.stream()
                .filter(block -> block.label.equals("EC PARAMETERS"))
                .map(block -> block.der)
                .findFirst()
                .orElse(new byte[0]);
    }

    private PrivateKey key(byte[] pkcs8) throws IOException {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException otherAlgorithm) {
                // the next one may know it
            } catch (GeneralSecurityException e) {
                throw new IOException("tls: this JDK knows no keys of " + algorithm, e);
            }
        }
        throw new IOException("tls: " + file + ": got a private key that cannot be read, expected RSA, EC or Ed25519");
    }
}
