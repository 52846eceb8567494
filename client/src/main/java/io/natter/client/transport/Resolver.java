package io.natter.client.transport;

import io.natter.client.InterruptedWaitException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Finds the addresses of a host.
 *
 * <p>Thread-safe. The system's resolver knows neither deadline nor interrupt, so names are looked up on a thread of
 * their own ({@code natter-client-resolve}), which ends with the answer, wanted or not.
 */
final class Resolver {
    private Resolver() {}

    /** All addresses of the host, at least one, in the order to try them. */
    static List<InetSocketAddress> resolve(DialSelector waiting, String host, int port) throws IOException {
        waiting.step("resolve " + host);
        InetAddress[] addresses = AddressText.isIpAddress(host) ? lookUp(host) : await(waiting, host);
        waiting.step("connect");
        return AddressRace.alternating(addresses, port);
    }

    private static InetAddress[] await(DialSelector waiting, String host) throws IOException {
        FutureTask<InetAddress[]> lookup = new FutureTask<>(() -> lookUp(host));
        Thread thread = new Thread(lookup, "natter-client-resolve");
        thread.setDaemon(true);
        thread.start();
        try {
            return lookup.get(waiting.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw waiting.timeout();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException(waiting.step() + ": interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(waiting.step(), e.getCause());
        }
    }

    private static InetAddress[] lookUp(String host) throws IOException {
        try {
            return InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new UnknownHostException("resolve: got " + host + ", expected a host that is known");
        }
    }
}
