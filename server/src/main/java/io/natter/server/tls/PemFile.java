package io.natter.server.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The blocks of a PEM file (RFC 7468). Immutable.
 *
 * @param file where they were read from
 * @param blocks in the order of the file
 */
record PemFile(Path file, List<Block> blocks) {
    private static final long FILE_BYTES_MAX = 16 << 20; // the CA bundle of an operating system has about 250 KiB

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s*(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final Pattern HEADER = Pattern.compile("(?m)^[A-Za-z-]+:.*$");

    PemFile {
        blocks = List.copyOf(blocks);
    }

    /** One block. Immutable; never printed, since it may be a private key. */
    static final class Block {
        private final String label;
        private final boolean isEncrypted;
        private final byte[] der;

        Block(String label, boolean isEncrypted, byte[] der) {
            this.label = label;
            this.isEncrypted = isEncrypted;
            this.der = der;
        }

        /** What it says behind BEGIN, such as {@code EC PRIVATE KEY}. */
        String label() {
            return label;
        }

        /** Whether a password is needed to read it. */
        boolean isEncrypted() {
            return isEncrypted;
        }

        byte[] der() {
            return der;
        }
    }

    /** Reads {@code file}; a TlsConfigException says why that is not possible. */
    static PemFile read(Path file) {
        try {
            long size = Files.size(file);
            if (size > FILE_BYTES_MAX) {
                throw new TlsConfigException(file + ": got " + size + " bytes, expected at most " + FILE_BYTES_MAX);
            }
            return new PemFile(file, parse(file, Files.readString(file, StandardCharsets.ISO_8859_1)));
        } catch (NoSuchFileException e) {
            throw new TlsConfigException("open " + file + ": no such file or directory", e);
        } catch (AccessDeniedException e) {
            throw new TlsConfigException("open " + file + ": permission denied", e);
        } catch (IOException e) {
            throw new TlsConfigException("read " + file + ": " + e.getMessage(), e);
        }
    }

    /** The blocks with this label. */
    List<Block> blocks(String label) {
        return blocks.stream().filter(block -> block.label().equals(label)).toList();
    }

    private static List<Block> parse(Path file, String text) {
        var found = new ArrayList<Block>();
        for (Matcher matcher = BLOCK.matcher(text); matcher.find(); ) {
            String label = matcher.group(1);
            String body = matcher.group(2);
            boolean isEncrypted = label.startsWith("ENCRYPTED") || body.contains("ENCRYPTED");
            try {
                byte[] der = Base64.getMimeDecoder()
                        .decode(HEADER.matcher(body).replaceAll("").strip());
                found.add(new Block(label, isEncrypted, der));
            } catch (IllegalArgumentException e) {
                throw new TlsConfigException(file + ": " + label + ": got bad base64", e);
            }
        }
        return found;
    }
}
