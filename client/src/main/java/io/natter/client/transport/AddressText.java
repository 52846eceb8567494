package io.natter.client.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.client.transport.ServerAddress.Scheme;
import io.natter.client.transport.ServerAddress.UserInfo;
import java.net.URLDecoder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of server addresses.
 *
 * <p>Immutable. What a message repeats of an address never stands before its last {@code @}.
 */
final class AddressText {
    private static final int PORT_DIGITS_MAX = 5;
    private static final String FORBIDDEN_IN_HOST = "[]<>\\^`{|}\"%,;";

    private AddressText() {}

    static ServerAddress parse(String text) {
        String trimmed = text.strip();
        int schemeEnd = trimmed.indexOf("://");
        String shown = trimmed.substring(Math.max(trimmed.lastIndexOf('@'), schemeEnd < 0 ? -1 : schemeEnd + 2) + 1);
        Scheme scheme = schemeEnd < 0 ? Scheme.NATS : scheme(trimmed.substring(0, schemeEnd));
        String rest = schemeEnd < 0 ? trimmed : trimmed.substring(schemeEnd + 3);
        int authorityEnd = firstOf(rest, "/?#");
        String authority = rest.substring(0, authorityEnd);
        int at = authority.lastIndexOf('@');
        String hostAndPort = authority.substring(at + 1);
        int colon = portColon(hostAndPort, shown);
        return new ServerAddress(
                scheme,
                host(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon), shown),
                colon < 0 ? scheme.defaultPort() : port(hostAndPort.substring(colon + 1), scheme, shown),
                path(rest.substring(authorityEnd), scheme, shown),
                at < 0 ? null : userInfo(authority.substring(0, at)),
                null);
    }

    /** Whether a host is an address and no name. */
    static boolean isIpAddress(String host) {
        return host.indexOf(':') >= 0 || isIpv4(host);
    }

    /** Four numbers of up to three digits; by hand, since the first regular expression of a program is dear. */
    private static boolean isIpv4(String host) {
        int numbers = 1;
        int digits = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.' && digits > 0) {
                numbers++;
                digits = 0;
            } else if (isDigit(c) && digits < 3) {
                digits++;
            } else {
                return false;
            }
        }
        return numbers == 4 && digits > 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int firstOf(String text, String ends) {
        for (int i = 0; i < text.length(); i++) {
            if (ends.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private static Scheme scheme(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "nats" -> Scheme.NATS;
            case "tls" -> Scheme.TLS;
            case "ws" -> Scheme.WS;
            case "wss" -> Scheme.WSS;
            default -> throw wrong("got scheme " + printable(text) + ", expected nats, tls, ws or wss");
        };
    }

    /** Where the colon before the port is, or -1. */
    private static int portColon(String hostAndPort, String shown) {
        int bracket = hostAndPort.lastIndexOf(']');
        int colon = hostAndPort.indexOf(':', bracket + 1);
        if (hostAndPort.startsWith("[") && bracket > 0 && bracket + 1 < hostAndPort.length() && colon != bracket + 1) {
            throw wrong("got " + printable(shown) + ", expected a colon and a port behind the bracket");
        }
        if (colon >= 0 && hostAndPort.indexOf(':', colon + 1) >= 0) {
            throw wrong("got " + printable(shown) + ", expected host[:port], with an IPv6 address in brackets");
        }
        return colon;
    }

    private static String host(String text, String shown) {
        boolean isBracketed = text.length() > 2 && text.startsWith("[") && text.endsWith("]");
        String host = isBracketed ? text.substring(1, text.length() - 1).replace("%25", "%") : text;
        if (host.isEmpty()) {
            throw wrong("got no host, expected [scheme://]host[:port]");
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean isZone = isBracketed && c == '%';
            if (c <= ' ' || c == 0x7f || (FORBIDDEN_IN_HOST.indexOf(c) >= 0 && !isZone)) {
                throw wrong("got host " + printable(shown) + ", expected a name or an address");
            }
        }
        if (isBracketed && host.indexOf(':') < 0) {
            throw wrong("got " + printable(shown) + ", expected an IPv6 address in the brackets");
        }
        return host;
    }

    private static int port(String text, Scheme scheme, String shown) {
        if (text.isEmpty()) {
            return scheme.defaultPort();
        }
        int port = 0;
        for (int i = 0; i < text.length() && port >= 0; i++) {
            boolean isValid = isDigit(text.charAt(i)) && i < PORT_DIGITS_MAX;
            port = isValid ? 10 * port + text.charAt(i) - '0' : -1;
        }
        if (port >= 1 && port <= 65_535) {
            return port;
        }
        throw wrong("got " + printable(shown) + ", expected a port of 1 to 65535 behind the colon");
    }

    private static String path(String text, Scheme scheme, String shown) {
        if (scheme.isWebSocket()) {
            int fragment = text.indexOf('#');
            String path = fragment < 0 ? text : text.substring(0, fragment);
            if (path.chars().anyMatch(c -> c <= ' ' || c >= 0x7f)) {
                throw wrong("got a path with blanks or other than ASCII in " + printable(shown)
                        + ", expected it percent-encoded");
            }
            return path.startsWith("?") ? "/" + path : path;
        }
        if (!text.isEmpty() && !text.equals("/")) {
            throw wrong("got a path in " + printable(shown) + ", expected one behind ws:// and wss:// only");
        }
        return "";
    }

    private static @Nullable UserInfo userInfo(String text) {
        if (text.isEmpty()) {
            return null;
        }
        int colon = text.indexOf(':');
        return colon < 0
                ? new UserInfo(decoded(text), null)
                : new UserInfo(decoded(text.substring(0, colon)), decoded(text.substring(colon + 1)));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException itsMessageShowsTheSecret) {
            throw wrong("got a percent sign in the user info, expected two hex digits behind it");
        }
    }

    private static String printable(String text) {
        String cut = text.length() > 100 ? text.substring(0, 100) + "..." : text;
        return "\"" + cut.replaceAll("\\p{Cntrl}", "?") + "\"";
    }

    private static IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("server address: " + what);
    }
}
