package io.natter.server.config;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The address of another server, perhaps with a name and a password, which never print.
 *
 * <p>Immutable.
 */
public final class LinkUrl {
    private final URI uri;

    private LinkUrl(URI uri) {
        this.uri = uri;
    }

    /**
     * The address with this text, such as {@code nats://user:password@host:6222}.
     *
     * @throws IllegalArgumentException when it is no URL; the text of the exception holds no part of it
     */
    public static LinkUrl of(String text) {
        try {
            return new LinkUrl(new URI(text.strip()));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("url: got something else, at character " + e.getIndex(), null);
        }
    }

    /** The whole address, secrets included. */
    public URI reveal() {
        return uri;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LinkUrl that && uri.equals(that.uri);
    }

    @Override
    public int hashCode() {
        return uri.hashCode();
    }

    /** The address with {@code xxxxx} for a password. */
    @Override
    public String toString() {
        String userInfo = uri.getRawUserInfo();
        int colon = userInfo == null ? -1 : userInfo.indexOf(':');
        if (userInfo == null || colon < 0) {
            return uri.toString();
        }
        return uri.toString().replace(userInfo + "@", userInfo.substring(0, colon) + ":xxxxx@");
    }
}
