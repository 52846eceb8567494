package io.natter.cli.server;

import io.natter.cli.IoText;
import io.natter.cli.command.Session;
import io.natter.cli.text.GoDuration;
import io.natter.protocol.claims.ClaimsException;
import io.natter.protocol.claims.Jwt;
import io.natter.protocol.keys.CredentialsFile;
import io.natter.protocol.keys.NkeyException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter server check credential}: how long a credentials file is good for, without a server. <i>Confined to one thread.</i> */
@Command(name = "credential", description = "Checks the validity of a NATS credential file")
final class CheckCredential implements Callable<Integer> {
    @Option(
            names = "--credential",
            paramLabel = "FILE",
            required = true,
            description = "The file holding the NATS credential")
    private Path file = Path.of("");

    @Option(
            names = "--validity-warn",
            paramLabel = "DURATION",
            description = "Warning threshold for time before expiry")
    private Duration warning = Duration.ZERO;

    @Option(
            names = "--validity-critical",
            paramLabel = "DURATION",
            description = "Critical threshold for time before expiry")
    private Duration critical = Duration.ZERO;

    @Option(
            names = "--require-expiry",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Requires the credential to have expiry set")
    private boolean isExpiryRequired = true;

    private final Session session;
    private final CheckFlags flags;

    CheckCredential(Session session, CheckFlags flags) {
        this.session = session;
        this.flags = flags;
    }

    @Override
    public Integer call() {
        return flags.run(session, new CheckResult("credential", "Credential"), this::check);
    }

    private void check(CheckResult result) {
        try (CredentialsFile credentials = CredentialsFile.parse(Files.readAllBytes(file))) {
            judge(result, Jwt.decode(credentials.jwt()).head().expires());
        } catch (IOException e) {
            result.critical("credential not accessible: " + IoText.of(e));
        } catch (NkeyException | ClaimsException | IllegalArgumentException e) {
            result.critical("invalid credential: " + e.getMessage());
        }
    }

    private void judge(CheckResult result, long expires) {
        long left = expires - session.around().clock().instant().getEpochSecond();
        result.metric("expiry", left, "s", warning.toSeconds(), critical.toSeconds(), "Expiry time in seconds");
        if (expires == 0) {
            if (isExpiryRequired) {
                result.critical("never expires");
            } else {
                result.good("never expires");
            }
        } else if (!critical.isZero() && left <= critical.toSeconds()) {
            result.critical("expires sooner than " + GoDuration.brief(critical));
        } else if (!warning.isZero() && left <= warning.toSeconds()) {
            result.warning("expires sooner than " + GoDuration.brief(warning));
        } else {
            result.good("expires in " + Instant.ofEpochSecond(expires));
        }
    }
}
