package io.natter.cli;

import io.natter.server.config.ClusterConfig;
import io.natter.server.config.LinkAuthorization;
import io.natter.server.config.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The value of {@code --cluster}: where the other servers connect, and what they must show (A19).
 *
 * <p><i>Immutable.</i>
 *
 * @param host address to listen on
 * @param port -1 for any free port, 0 turns the cluster off
 * @param user name the others must show, or null
 * @param password password of that name, or null
 */
record ClusterFlag(
        @Nullable String host,
        int port,
        @Nullable String user,
        @Nullable Secret password) {
    /**
     * Reads {@code nats://[user:password@]host:port}; an empty text turns the cluster off.
     *
     * @throws CommandException when it is something else; the message holds no part of the text
     */
    static ClusterFlag parse(String text) {
        if (text.isEmpty()) {
            return new ClusterFlag(null, 0, null, null);
        }
        // A URI has no port -1.
        boolean anyPort = text.endsWith(":-1");
        URI uri = uri(anyPort ? text.substring(0, text.length() - 3) + ":0" : text);
        if (uri.getHost() == null || uri.getPort() < 0) {
            throw new CommandException("missing port in address");
        }
        String userInfo = uri.getUserInfo();
        int port = anyPort ? -1 : uri.getPort();
        if (userInfo == null) {
            return new ClusterFlag(uri.getHost(), port, null, null);
        }
        int colon = userInfo.indexOf(':');
        if (colon < 0) {
            throw new CommandException("expected cluster password to be set");
        }
        return new ClusterFlag(
                uri.getHost(), port, userInfo.substring(0, colon), Secret.of(userInfo.substring(colon + 1)));
    }

    /** {@code file} with this listener; a name and password of the file do not hold for it. */
    ClusterConfig over(ClusterConfig file) {
        LinkAuthorization authorization = file.authorization().withUser(user).withPassword(password);
        return file.withListener(file.listener().withHost(host).withPort(port)).withAuthorization(authorization);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new CommandException("cluster: not a URL, at character " + e.getIndex());
        }
    }
}
