package io.natter.client.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.client.Authentication;
import io.natter.client.NatsOptions;
import io.natter.client.transport.ServerAddress.UserInfo;
import io.natter.protocol.ConnectOptions;
import io.natter.protocol.ConnectOptionsBuilder;
import io.natter.protocol.ProtocolException;
import io.natter.protocol.ServerInfo;
import io.natter.protocol.keys.CredentialsFile;
import io.natter.protocol.keys.Nkey;
import io.natter.protocol.wire.ByteBuilder;
import io.natter.protocol.wire.ClientOperationEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The CONNECT of a client (C2, C30-C35): what it wants, and who it says it is.
 *
 * <p>Confined to the dialing thread. Secrets are asked for anew each time, and the nonce is signed only by who has a key.
 */
final class ConnectLine {
    private final ConnectOptionsBuilder connect;
    private final byte @Nullable [] nonce;

    private ConnectLine(ConnectOptionsBuilder connect, @Nullable String nonce) {
        this.connect = connect;
        this.nonce = nonce == null || nonce.isEmpty() ? null : nonce.getBytes(UTF_8);
    }

    /**
     * The bytes of the line.
     *
     * @throws IOException if who the client is cannot be told: a file is missing, a key is none, a supplier failed
     */
    static byte[] of(NatsOptions options, ServerAddress server, ServerInfo info, boolean isTlsRequired)
            throws IOException {
        ConnectOptionsBuilder connect = ConnectOptions.builder()
                .verbose(options.verbose())
                .pedantic(options.pedantic())
                .echo(!options.noEcho())
                .tlsRequired(isTlsRequired)
                .headers(true)
                .noResponders(true)
                .protocol(1)
                .name(options.name())
                .library("java", ClientVersion.TEXT);
        new ConnectLine(connect, info.nonce()).identify(options.authentication(), server.userInfo());
        byte[] json = connect.build().toJson().getBytes(UTF_8);
        ByteBuilder line = new ByteBuilder(json.length + 16);
        new ClientOperationEncoder(line).connect(json, 0, json.length);
        return line.toBytes();
    }

    private void identify(Authentication authentication, @Nullable UserInfo userInfo) throws IOException {
        try {
            if (authentication instanceof Authentication.None) {
                fromAddress(userInfo);
            } else if (authentication instanceof Authentication.UserPassword it) {
                connect.user(asked("user", it.user()), asked("password", it.password()));
            } else if (authentication instanceof Authentication.Token it) {
                connect.authToken(asked("token", it.token()));
            } else if (authentication instanceof Authentication.NkeySeed it) {
                nkey(asked("seed", it.seed()));
            } else if (authentication instanceof Authentication.Jwt it) {
                jwt(it);
            } else if (authentication instanceof Authentication.Credentials it) {
                credentials(it);
            } else if (authentication instanceof Authentication.CredentialsText it) {
                credentials(asked("credentials", it.text()).getBytes(UTF_8));
            } else if (authentication instanceof Authentication.Signing it) {
                signing(it);
            }
        } catch (ProtocolException e) {
            throw new IOException("authentication: " + e.getMessage(), e);
        }
    }

    private void fromAddress(@Nullable UserInfo userInfo) {
        if (userInfo == null) {
            return;
        }
        if (userInfo.password() == null) {
            connect.authToken(userInfo.user());
        } else {
            connect.user(userInfo.user(), userInfo.password());
        }
    }

    private void nkey(String seed) throws IOException {
        byte[] bytes = seed.strip().getBytes(US_ASCII);
        try (Nkey key = Nkey.fromSeed(bytes)) {
            connect.nkey(key.publicKey(), base64(key.sign(requiredNonce())));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private void jwt(Authentication.Jwt it) throws IOException {
        String jwt = asked("jwt", it.jwt());
        Supplier<String> seed = it.seed();
        if (seed == null || nonce == null) {
            connect.jwt(jwt, null); // a bearer token, or a server that asks for no signature
            return;
        }
        byte[] bytes = asked("seed", seed).strip().getBytes(US_ASCII);
        try (Nkey key = Nkey.fromSeed(bytes)) {
            connect.jwt(jwt, base64(key.sign(nonce)));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private void credentials(Authentication.Credentials it) throws IOException {
        byte[] contents;
        try {
            contents = Files.readAllBytes(it.file());
        } catch (IOException e) {
            throw new IOException("authentication: cannot read credentials file " + it.file(), e);
        }
        credentials(contents);
    }

    /** What stands in a credentials file; it is wiped. */
    private void credentials(byte[] contents) {
        try (CredentialsFile file = CredentialsFile.parse(contents)) {
            connect.jwt(file.jwt(), nonce == null ? null : base64(file.key().sign(nonce)));
        } finally {
            Arrays.fill(contents, (byte) 0);
        }
    }

    private void signing(Authentication.Signing it) throws IOException {
        Supplier<String> jwt = it.jwt();
        Supplier<String> publicKey = it.publicKey();
        byte[] toSign = publicKey == null ? nonce : requiredNonce();
        String signature = toSign == null ? null : base64(signed(it, toSign));
        if (publicKey != null) {
            connect.nkey(asked("public key", publicKey), signature);
        }
        if (jwt != null) {
            connect.jwt(asked("jwt", jwt), signature);
        }
    }

    private static byte[] signed(Authentication.Signing it, byte[] nonce) throws IOException {
        try {
            return it.sign().apply(nonce.clone());
        } catch (RuntimeException e) {
            throw new IOException("authentication: the nonce could not be signed", e);
        }
    }

    private byte[] requiredNonce() throws IOException {
        if (nonce == null) {
            throw new IOException("authentication: got a server without nonce, expected one that knows nkeys");
        }
        return nonce;
    }

    private static String asked(String what, Supplier<String> supplier) throws IOException {
        try {
            String answer = supplier.get();
            if (answer != null) {
                return answer;
            }
        } catch (RuntimeException e) {
            throw new IOException("authentication: the supplier of the " + what + " failed", e);
        }
        throw new IOException("authentication: the supplier of the " + what + " gave null");
    }

    private static String base64(byte[] signature) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }
}
