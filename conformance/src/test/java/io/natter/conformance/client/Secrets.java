package io.natter.conformance.client;

import io.natter.conformance.Certificates;
import io.natter.protocol.claims.AccountClaims;
import io.natter.protocol.claims.AccountLimits;
import io.natter.protocol.claims.ClaimsHead;
import io.natter.protocol.claims.Jwt;
import io.natter.protocol.claims.OperatorClaims;
import io.natter.protocol.claims.UserClaims;
import io.natter.protocol.claims.UserRights;
import io.natter.protocol.keys.CredentialsFile;
import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * What server and client of one test must know of each other, made for that test. Confined to the test.
 *
 * <p>The user's key is one and the same for nkey and credentials.
 */
final class Secrets {
    private final Path directory;
    private final Nkey user = Nkey.create(KeyType.USER);

    Secrets(Path directory) {
        this.directory = directory;
    }

    String userKey() {
        return user.publicKey();
    }

    String userSeed() {
        return new String(user.seed(), StandardCharsets.US_ASCII);
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    Path credentialsFile() {
        return file("user.creds");
    }

    /** An authority, and certificates of the server and of alice. */
    Certificates certificates() {
        try {
            return Certificates.in(directory).issue("alice", new CertificateBuilder().subject("CN=alice, O=natter"));
        } catch (Exception e) {
            throw new IllegalStateException("certificates: cannot be made", e);
        }
    }

    /** An operator with one account, for a server; its user's credentials file is written as well. */
    String operatorConfig() {
        long now = Instant.now().getEpochSecond();
        Nkey operator = Nkey.create(KeyType.OPERATOR);
        Nkey account = Nkey.create(KeyType.ACCOUNT);
        OperatorClaims operatorClaims = new OperatorClaims(
                ClaimsHead.of(operator.publicKey(), "operator"), List.of(), "", List.of(), "", "", false);
        AccountClaims accountClaims =
                AccountClaims.of(ClaimsHead.of(account.publicKey(), "account"), AccountLimits.UNLIMITED);
        UserClaims userClaims = new UserClaims(ClaimsHead.of(user.publicKey(), "user"), UserRights.UNLIMITED, "");
        try {
            Files.write(credentialsFile(), CredentialsFile.format(Jwt.sign(userClaims, account, now), user));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "operator: " + Jwt.sign(operatorClaims, operator, now) + "\nresolver: MEMORY\nresolver_preload: { "
                + account.publicKey() + ": " + Jwt.sign(accountClaims, operator, now) + " }\n";
    }
}
