package io.natter.server.auth;

import io.natter.protocol.ConnectOptions;
import io.natter.protocol.ErrorText;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An authenticator that does not look at the credentials of those who failed too often of late (T43).
 *
 * <p>Thread-safe. Outlives reloads through the {@link FailedLogins} it is given; the client is told no other text
 * than for wrong credentials. Who shows no credentials at all guesses nothing and is not counted.
 */
public final class ThrottledAuthenticator implements Authenticator {
    private final Authenticator authenticator;
    private final FailedLogins failedLogins;
    private final LongSupplier nanoClock;

    /**
     * Guards {@code authenticator}.
     *
     * @param nanoClock nanoseconds of a monotonic clock
     */
    public ThrottledAuthenticator(Authenticator authenticator, FailedLogins failedLogins, LongSupplier nanoClock) {
        this.authenticator = authenticator;
        this.failedLogins = failedLogins;
        this.nanoClock = nanoClock;
    }

    @Override
    public boolean isRequired() {
        return authenticator.isRequired();
    }

    @Override
    public boolean needsNonce() {
        return authenticator.needsNonce();
    }

    @Override
    public boolean isCheap(Presented presented) {
        return isThrottled(presented) || authenticator.isCheap(presented);
    }

    @Override
    public Outcome authenticate(Presented presented) {
        if (isThrottled(presented)) {
            return new Outcome.Refused(
                    ErrorText.AUTHORIZATION_VIOLATION,
                    "authentication error (too many failures from " + presented.host() + ")");
        }
        Outcome outcome = authenticator.authenticate(presented);
        String name = name(presented);
        if (outcome instanceof Outcome.Admitted) {
            failedLogins.onAdmitted(presented.host(), name);
        } else if (showsCredentials(presented)) {
            failedLogins.onFailed(presented.host(), name, nanoClock.getAsLong());
        }
        return outcome;
    }

    @Override
    public Reauthorization reauthorize(Presented presented, Identity current, Authenticator previous) {
        Authenticator before =
                previous instanceof ThrottledAuthenticator throttled ? throttled.authenticator : previous;
        return authenticator.reauthorize(presented, current, before);
    }

    private boolean isThrottled(Presented presented) {
        return showsCredentials(presented)
                && !failedLogins.mayTry(presented.host(), name(presented), nanoClock.getAsLong());
    }

    private static @Nullable String name(Presented presented) {
        ConnectOptions connect = presented.connect();
        return connect.nkey() != null && !connect.nkey().isEmpty() ? connect.nkey() : connect.user();
    }

    private static boolean showsCredentials(Presented presented) {
        ConnectOptions connect = presented.connect();
        return isShown(connect.nkey())
                || isShown(connect.user())
                || isShown(connect.pass())
                || isShown(connect.authToken())
                || isShown(connect.jwt());
    }

    private static boolean isShown(@Nullable String text) {
        return text != null && !text.isEmpty();
    }
}
