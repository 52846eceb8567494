package io.natter.server.config.read;

import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import io.natter.server.config.AuthCalloutConfig;
import io.natter.server.config.AuthorizationConfig;
import io.natter.server.config.LinkAuthorization;
import io.natter.server.config.ServerConfig;
import io.natter.server.config.UserConfig;
import io.natter.server.config.language.ConfigValue.Array;
import io.natter.server.config.language.ConfigValue.Block;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Keys of authorization blocks: that of clients, and the smaller ones of other listeners. (B60 to B63, B66) Thread-safe. */
final class AuthorizationKeys {
    private static final Duration TIMEOUT_HIGH = Duration.ofMinutes(1);

    static final Keys<AuthCalloutConfig> CALLOUT = new Keys<AuthCalloutConfig>()
            .value(AuthorizationKeys::issuer, AuthCalloutConfig::withIssuer, "issuer")
            .value(Given::text, AuthCalloutConfig::withAccount, "account", "acc")
            .value(given -> names(given, "auth_users"), AuthCalloutConfig::withAuthUsers, "auth_users", "users")
            .value(AuthorizationKeys::xkey, AuthCalloutConfig::withXkey, "xkey", "key")
            .value(
                    given -> names(given, "allowed accounts"),
                    AuthCalloutConfig::withAllowedAccounts,
                    "allowed_accounts")
            .unknown(key -> "Unknown field \"" + key + "\" parsing authorization callout");

    static final Keys<AuthorizationConfig> AUTHORIZATION = new Keys<AuthorizationConfig>()
            .text(AuthorizationConfig::withUser, "user", "username")
            .secret(AuthorizationConfig::withPassword, "password", "pass")
            .secret(AuthorizationConfig::withToken, "token")
            .value(
                    given -> timeout(given, "error parsing authorization config, 'timeout'"),
                    AuthorizationConfig::withTimeout,
                    "timeout")
            .value(UserKeys::users, AuthorizationConfig::withUsers, "users")
            .value(
                    PermissionKeys::read,
                    AuthorizationConfig::withDefaultPermissions,
                    "default_permissions",
                    "default_permission",
                    "permissions")
            .value(AuthorizationKeys::callout, AuthorizationConfig::withAuthCallout, "auth_callout", "auth_hook")
            .flag(AuthorizationConfig::withProxyRequired, "proxy_required");

    /** The block of WebSocket and MQTT listeners. */
    static final Keys<LinkAuthorization> SIMPLE = new Keys<LinkAuthorization>()
            .text(LinkAuthorization::withUser, "user", "username")
            .secret(LinkAuthorization::withPassword, "password", "pass")
            .secret(LinkAuthorization::withToken, "token")
            .value(
                    given -> timeout(given, "error parsing authorization config, 'timeout'"),
                    LinkAuthorization::withTimeout,
                    "timeout");

    private AuthorizationKeys() {}

    /** The tables of this file, for the test that walks all keys. */
    static List<Keys<?>> tables() {
        return List.of(AUTHORIZATION, CALLOUT, SIMPLE);
    }

    /** The block of clients. The user without credentials stands outside of it, and stays. */
    static ServerConfig clients(ServerConfig config, Given given) {
        AuthorizationConfig fresh = AuthorizationConfig.defaults()
                .withNoAuthUser(config.authorization().noAuthUser())
                .withBlockGiven(true);
        AuthorizationConfig read = AUTHORIZATION.read(fresh, given);
        if ((read.user() != null || read.password() != null) && read.token() != null) {
            throw given.fault("Cannot have a user/pass and token");
        }
        boolean hasUsers = !read.users().isEmpty() || given.reading().hasUsers() || hasKey(given, "users");
        if (hasUsers && read.user() != null) {
            throw given.fault("Can not have a single user/pass and a users array");
        }
        if (hasUsers && read.token() != null) {
            throw given.fault("Can not have a token and a users array");
        }
        claim(read.users(), given);
        return config.withAuthorization(read);
    }

    /** Reports the users that exist already, in this block or another. */
    static void claim(List<UserConfig> users, Given given) {
        for (UserConfig user : users) {
            if (!given.reading().isNewUser(user.id(), given.at())) {
                String kind = user.nkey() == null ? "user" : "nkey";
                given.reading().error(given.at(), "Duplicate " + kind + " \"" + user.id() + "\" detected");
            }
        }
    }

    /** The block of a link between servers, which knows neither users nor tokens. */
    static LinkAuthorization link(AuthorizationConfig read, Given given, String what) {
        if (!read.users().isEmpty() || hasKey(given, "users")) {
            throw given.fault(what + " authorization does not allow multiple users");
        }
        if (read.token() != null) {
            throw given.fault(what + " authorization does not support tokens");
        }
        if (read.authCallout() != null) {
            throw given.fault(what + " authorization does not support callouts");
        }
        return new LinkAuthorization(read.user(), read.password(), null, read.timeout());
    }

    /** Time to authenticate, with a warning when it is long; zero says nothing. */
    static @Nullable Duration timeout(Given given, String what) {
        Duration timeout = given.secondsOrDuration(what);
        if (timeout.compareTo(TIMEOUT_HIGH) > 0) {
            given.misused(String.format(
                    Locale.ROOT,
                    "timeout of %s (%f seconds) is high, consider keeping it under 60 seconds."
                            + " possibly caused by unquoted duration; use '1m' instead of 1m, for example",
                    shown(given),
                    timeout.toNanos() / 1e9));
        }
        return timeout.isZero() ? null : timeout;
    }

    private static String shown(Given given) {
        String text = String.valueOf(given.value());
        return text.substring(text.indexOf('=') + 1, text.length() - 1);
    }

    private static boolean hasKey(Given given, String key) {
        return given.block().nodes().keySet().stream().anyMatch(key::equalsIgnoreCase);
    }

    private static AuthCalloutConfig callout(Given given) {
        if (!(given.value() instanceof Block)) {
            throw given.fault("Expected authorization callout to be a map/struct, got "
                    + given.value().kind());
        }
        AuthCalloutConfig callout = CALLOUT.read(AuthCalloutConfig.defaults(), given);
        if (callout.issuer().isEmpty()) {
            throw given.fault("Authorization callouts require an issuer to be specified");
        }
        if (callout.authUsers().isEmpty()) {
            throw given.fault("Authorization callouts require authorized users to be specified");
        }
        return callout;
    }

    private static String issuer(Given given) {
        if (!Nkey.isPublicKey(given.text(), KeyType.ACCOUNT)) {
            throw given.fault("Expected callout user to be a valid public account nkey, got \"" + given.text() + "\"");
        }
        return given.text();
    }

    private static String xkey(Given given) {
        if (!Nkey.isPublicKey(given.text(), KeyType.CURVE)) {
            throw given.fault("Expected callout xkey to be a valid public xkey, got \"" + given.text() + "\"");
        }
        return given.text();
    }

    private static List<String> names(Given given, String what) {
        if (!(given.value() instanceof Array)) {
            throw given.fault("Expected " + what + " field to be an array, got "
                    + given.value().kind());
        }
        return given.texts();
    }
}
