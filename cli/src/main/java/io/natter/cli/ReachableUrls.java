package io.natter.cli;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/** The URLs that lead to a listener. <i>Thread-safe:</i> pure functions, but for the network interfaces they look at. */
final class ReachableUrls {
    private ReachableUrls() {}

    /**
     * A URL for the address, or for every address of this machine when the listener is on all of them.
     *
     * @param scheme such as {@code nats} or {@code https}
     * @param host address or name the listener is on
     */
    static List<String> of(String scheme, String host, int port) {
        return hosts(host)
                .map(each -> scheme + "://" + bracketed(each) + ":" + port)
                .toList();
    }

    private static Stream<String> hosts(String host) {
        try {
            if (!InetAddress.getByName(host).isAnyLocalAddress()) {
                return Stream.of(host);
            }
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(ReachableUrls::text);
        } catch (UnknownHostException | SocketException cannotLook) {
            return Stream.of(host);
        }
    }

    private static String text(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return address instanceof Inet6Address && zone > 0 ? text.substring(0, zone) : text;
    }

    private static String bracketed(String host) {
        return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
