package io.natter.server.auth;

import io.natter.protocol.ConnectOptions;
import io.natter.protocol.ErrorText;
import io.natter.server.config.AuthCalloutConfig;
import io.natter.server.config.ServerConfig;
import io.natter.server.config.TlsConfig;
import io.natter.server.tls.PeerNames;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides by what stands in the configuration (B60-B68, C46, C90-C94).
 *
 * <p>Immutable. The first kind that is configured decides: nkeys and users, then the only user, then the token. What
 * is configured but not available yet (operator mode, auth callout) refuses everybody it would have decided about.
 */
public final class ConfiguredAuthenticator implements Authenticator {
    private static final Claim NOTHING_SHOWN = Claim.unknown("no credentials");

    private final UserTable users;
    private final boolean isRequired;
    private final boolean isOperatorMode;
    private final boolean mapsCertificates;
    private final String noAuthUser;
    private final boolean admitsAnonymous;
    private final List<String> trustedProxies;
    private final @Nullable AuthCalloutConfig callout;

    private ConfiguredAuthenticator(ServerConfig config) {
        TlsConfig tls = config.client().tls();
        String noAuthUser = config.authorization().noAuthUser();
        this.users = UserTable.of(config);
        this.isRequired = config.requiresAuthentication();
        this.isOperatorMode = config.operator().isOn();
        this.mapsCertificates = tls != null && tls.verification().verifyAndMap();
        this.noAuthUser = noAuthUser == null ? "" : noAuthUser;
        this.admitsAnonymous = config.hasOnlySystemUsers();
        this.trustedProxies = config.trustedProxies();
        this.callout = config.authorization().authCallout();
    }

    /** The authenticator of a checked configuration. */
    public static ConfiguredAuthenticator of(ServerConfig config) {
        return new ConfiguredAuthenticator(config);
    }

    @Override
    public boolean isRequired() {
        return isRequired && noAuthUser.isEmpty();
    }

    @Override
    public boolean needsNonce() {
        return users.hasNkeys() || isOperatorMode || !trustedProxies.isEmpty();
    }

    @Override
    public boolean isCheap(Presented presented) {
        Claim claim = claimOf(presented);
        return switch (claim.proof) {
            case SIGNATURE -> false;
            case PASSWORD, TOKEN -> !claim.secret(users).isSlow();
            case ANONYMOUS, NONE, IMPOSSIBLE -> true;
        };
    }

    @Override
    public Outcome authenticate(Presented presented) {
        ConnectOptions connect = presented.connect();
        if (connect.newAccount() || !text(connect.account()).isEmpty()) {
            return refused(presented, "an account was asked for"); // an experiment of long ago, now an error (C32)
        }
        Claim claim = claimOf(presented);
        String objection = objectionTo(claim, presented);
        if (objection == null && !isProved(claim, presented)) {
            objection = claim.reason.isEmpty() ? "unknown user or wrong credentials" : claim.reason;
        }
        return objection == null ? admitted(claim, presented) : refused(presented, objection);
    }

    @Override
    public Reauthorization reauthorize(Presented presented, Identity current, Authenticator previous) {
        Claim claim = claimOf(presented);
        Claim before = previous instanceof ConfiguredAuthenticator old ? old.claimOf(presented) : Claim.unknown("");
        if (hasMoved(claim, before, presented, current)) {
            return new Reauthorization.Moved();
        }
        Outcome outcome = objectionTo(claim, presented) == null && claim.isProvedBy(before)
                ? admitted(claim, presented)
                : authenticate(presented);
        if (outcome instanceof Outcome.Refused refused) {
            return new Reauthorization.Refused(refused.errorText(), refused.logReason());
        }
        return new Reauthorization.Kept(((Outcome.Admitted) outcome).identity());
    }

    private static boolean hasMoved(Claim claim, Claim before, Presented presented, Identity current) {
        if (claim.user != null) {
            return !claim.user.account().equals(current.account());
        }
        boolean isUserGone = before.user != null; // though nobody is asked any more
        return claim.proof == Proof.ANONYMOUS ? isUserGone : isNamed(presented);
    }

    private static boolean isNamed(Presented presented) {
        return !text(presented.connect().nkey()).isEmpty()
                || !text(presented.connect().user()).isEmpty();
    }

    /** Who the connection says to be, and how it has to prove that. */
    private Claim claimOf(Presented presented) {
        if (isOperatorMode) {
            return Claim.unknown("operator mode is not available");
        }
        if (!isRequired) {
            return Claim.ANONYMOUS;
        }
        ConnectOptions connect = presented.connect();
        String nkey = text(connect.nkey());
        if (users.hasNkeys() && nkey.isEmpty() && showsNothing(connect) && users.nkey(noAuthUser) != null) {
            nkey = noAuthUser;
        }
        if (users.hasNkeys() && !nkey.isEmpty()) {
            return Claim.of(users.nkey(nkey), nkey.equals(noAuthUser) ? Proof.NONE : Proof.SIGNATURE);
        }
        if (users.hasNamed()) {
            return mapsCertificates && isClient(presented) ? claimByCertificate(presented) : claimByName(connect);
        }
        return claimAlone(connect);
    }

    private Claim claimByName(ConnectOptions connect) {
        if (showsNothing(connect) && admitsAnonymous) {
            return Claim.ANONYMOUS;
        }
        User open = showsNothing(connect) ? users.named(noAuthUser) : null;
        return open != null ? Claim.of(open, Proof.NONE) : claim(users.named(text(connect.user())), connect);
    }

    private Claim claimByCertificate(Presented presented) {
        if (presented.certificates().isEmpty()) {
            return Claim.unknown("a client certificate is required");
        }
        Optional<String> name = users.byCertificate()
                .find(PeerNames.of(presented.certificates().get(0)), candidate -> mayEnter(candidate, presented));
        // A user with a password has to know it as well; others leave it out.
        return name.isEmpty()
                ? Claim.unknown("no user for the client certificate")
                : Claim.of(users.named(name.get()), Proof.PASSWORD);
    }

    private boolean mayEnter(String name, Presented presented) {
        User user = users.named(name);
        return user != null && user.mayEnterBy(presented.type());
    }

    private Claim claimAlone(ConnectOptions connect) {
        if (users.token() != null) {
            return text(connect.authToken()).isEmpty() ? NOTHING_SHOWN : Claim.of(users.token(), Proof.TOKEN);
        }
        User single = users.single();
        return claim(single != null && single.id().equals(text(connect.user())) ? single : null, connect);
    }

    /** A claim by name. Without a name there is nobody to hide, and no time to spend on comparing. */
    private static Claim claim(@Nullable User user, ConnectOptions connect) {
        return text(connect.user()).isEmpty() ? NOTHING_SHOWN : Claim.of(user, Proof.PASSWORD);
    }

    private static boolean isClient(Presented presented) {
        return presented.type() == Presented.ConnectionType.STANDARD
                || presented.type() == Presented.ConnectionType.IN_PROCESS;
    }

    /** Why the claim is refused however well it is proved, or null. */
    private @Nullable String objectionTo(Claim claim, Presented presented) {
        User user = claim.user;
        if (user == null) {
            return null; // anonymous, or refused by its proof
        }
        if (!user.mayEnterBy(presented.type())) {
            return "connection type not allowed";
        }
        String proxySignature = text(presented.connect().proxySig());
        boolean hasProxy = !proxySignature.isEmpty() && !trustedProxies.isEmpty();
        if (hasProxy && trustedProxies.stream().noneMatch(key -> isSigned(key, proxySignature, presented))) {
            return "proxy is not trusted";
        }
        if (user.proxyRequired() && !hasProxy) {
            return "proxy connection required";
        }
        if (isCertificateUser(user) && !isClient(presented)) {
            return "a client certificate is required";
        }
        return isDelegated(user) ? "auth callout is not available" : null;
    }

    /** Whether nothing but a certificate proves this user, so that no password at all is no proof elsewhere. */
    private boolean isCertificateUser(User user) {
        return mapsCertificates
                && users.named(user.id()) != null
                && !user.id().equals(noAuthUser)
                && user.secret().isSameAs(StoredSecret.of(null));
    }

    private boolean isDelegated(User user) {
        if (callout == null || callout.authUsers().contains(user.id())) {
            return false;
        }
        return user.account().equals(ServerConfig.GLOBAL_ACCOUNT)
                || callout.allowedAccounts().isEmpty()
                || callout.allowedAccounts().contains(user.account());
    }

    private boolean isProved(Claim claim, Presented presented) {
        ConnectOptions connect = presented.connect();
        return switch (claim.proof) {
            case ANONYMOUS, NONE -> true;
            case IMPOSSIBLE -> false;
            case SIGNATURE -> claim.user != null && isSigned(claim.user.id(), text(connect.sig()), presented);
            case TOKEN -> claim.secret(users).matches(text(connect.authToken()));
            case PASSWORD -> {
                // Compared in any case: whether the user exists must not show in the time this takes.
                boolean matches = claim.secret(users).matches(text(connect.pass()));
                yield matches && claim.user != null;
            }
        };
    }

    private static boolean isSigned(String nkey, String signature, Presented presented) {
        return NonceSignature.isBy(nkey, signature, presented.nonce());
    }

    private Outcome admitted(Claim claim, Presented presented) {
        if (claim.user == null) {
            String shown = users.hasNamed() ? null : shownName(presented.connect());
            return new Outcome.Admitted(new Identity(ServerConfig.GLOBAL_ACCOUNT, shown, Permissions.ALL, 0, null));
        }
        User user = claim.user;
        return new Outcome.Admitted(new Identity(user.account(), user.id(), user.permissions(), 0, null));
    }

    private static Outcome refused(Presented presented, String reason) {
        ConnectOptions connect = presented.connect();
        StringBuilder log = new StringBuilder("authentication error");
        if (!text(connect.nkey()).isEmpty()) {
            log.append(" - Nkey ").append(ErrorText.quote(text(connect.nkey())));
        } else if (!text(connect.user()).isEmpty()) {
            log.append(" - User ").append(ErrorText.quote(text(connect.user())));
        } else if (!text(connect.authToken()).isEmpty()) {
            log.append(" - Token \"[REDACTED]\"");
        }
        return new Outcome.Refused(
                ErrorText.AUTHORIZATION_VIOLATION,
                log.append(" (").append(reason).append(')').toString());
    }

    /** What monitoring shows for a connection that nobody asked who it is. */
    private static @Nullable String shownName(ConnectOptions connect) {
        if (!text(connect.nkey()).isEmpty()) {
            return connect.nkey();
        }
        if (!text(connect.user()).isEmpty()) {
            return connect.user();
        }
        return text(connect.authToken()).isEmpty() ? null : UserTable.TOKEN_ID;
    }

    private static boolean showsNothing(ConnectOptions connect) {
        return text(connect.user()).isEmpty()
                && text(connect.pass()).isEmpty()
                && text(connect.authToken()).isEmpty();
    }

    private static String text(@Nullable String field) {
        return field == null ? "" : field;
    }

    /** How a claim is to be proved. */
    private enum Proof {
        ANONYMOUS,
        NONE,
        PASSWORD,
        TOKEN,
        SIGNATURE,
        IMPOSSIBLE
    }

    /** Who a connection says to be; without a user it is nobody in particular, or nobody we know. Immutable. */
    private record Claim(@Nullable User user, Proof proof, String reason) {
        static final Claim ANONYMOUS = new Claim(null, Proof.ANONYMOUS, "");

        static Claim of(@Nullable User user, Proof proof) {
            return new Claim(user, proof, "");
        }

        static Claim unknown(String reason) {
            return new Claim(null, Proof.IMPOSSIBLE, reason);
        }

        StoredSecret secret(UserTable users) {
            return user == null ? users.decoy() : user.secret();
        }

        /** Whether who proved {@code before} under the last configuration has proved this. */
        boolean isProvedBy(Claim before) {
            return user != null
                    && before.user != null
                    && proof == before.proof
                    && user.id().equals(before.user.id())
                    && user.secret().isSameAs(before.user.secret());
        }
    }
}
