package io.natter.bench.load;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/**
 * A user who proves an Ed25519 key by signing the server's nonce. Written here and not taken from our protocol module: the generator shares no
 * code with either server.
 *
 * <p>Thread-safe.
 */
public final class NkeyUser {
    private static final int KEY_BYTES = 32;
    private static final int USER_PREFIX = 20 << 3;
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final KeyPair keys;
    private final String publicText;

    private NkeyUser(KeyPair keys) {
        this.keys = keys;
        byte[] encoded = keys.getPublic().getEncoded(); // the raw key stands at the end
        this.publicText = text(Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length));
    }

    /** Makes a new key. */
    public static NkeyUser generate() {
        try {
            return new NkeyUser(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no Ed25519 in this JDK", e);
        }
    }

    /** Returns the public key as it stands in a configuration: U, then base 32. */
    public String publicText() {
        return publicText;
    }

    /** Returns the CONNECT fields that answer this nonce, each led by a comma. */
    public String connectFields(String nonce) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(nonce.getBytes(StandardCharsets.US_ASCII));
            String text = Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
            return ",\"nkey\":\"" + publicText + "\",\"sig\":\"" + text + "\"";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    static String text(byte[] key) {
        byte[] all = new byte[1 + key.length + 2];
        all[0] = (byte) USER_PREFIX;
        System.arraycopy(key, 0, all, 1, key.length);
        int crc = crc16(all, 1 + key.length);
        all[all.length - 2] = (byte) crc;
        all[all.length - 1] = (byte) (crc >> 8);
        return base32(all);
    }

    private static int crc16(byte[] bytes, int length) {
        int crc = 0;
        for (int i = 0; i < length; i++) {
            crc ^= (bytes[i] & 0xff) << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            }
        }
        return crc & 0xffff;
    }

    private static String base32(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int held = 0;
        int heldBits = 0;
        for (byte b : bytes) {
            held = (held << 8 | b & 0xff) & 0xfff;
            heldBits += 8;
            while (heldBits >= 5) {
                heldBits -= 5;
                text.append(BASE32.charAt(held >> heldBits & 31));
            }
        }
        return heldBits == 0
                ? text.toString()
                : text.append(BASE32.charAt(held << 5 - heldBits & 31)).toString();
    }
}
