package io.natter.server.system;

import io.natter.server.account.Account;
import io.natter.server.core.InternalLoop;
import io.natter.server.core.ServerStamp;
import io.natter.server.monitor.SystemPages;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * The server's part in its system account: services and events (F).
 *
 * <p>Thread-safe.
 */
public final class SystemAccount implements AutoCloseable {
    private static final long FAREWELL_MS_MAX = 500;

    private final InternalLoop loop;
    private final SystemWorker worker;
    private final SystemPort port;
    private final ServerStamp stamp;
    private final SystemServices services;
    private final ConnectionEvents events;
    private final AccountCounts counts;
    private final Set<String> attached = ConcurrentHashMap.newKeySet();

    /**
     * Answers when this returns, in the system account and in those of {@link #attach}.
     *
     * @param loop a loop of its own, which {@link #close} ends
     * @param account the system account
     */
    public SystemAccount(
            InternalLoop loop,
            Account account,
            ServerStamp stamp,
            SystemPages pages,
            ServerControl control,
            Logger log) {
        this.loop = loop;
        this.worker = new SystemWorker(log);
        this.port = new SystemPort(loop, worker, account);
        this.stamp = stamp;
        this.counts = new AccountCounts(port, stamp, pages);
        this.events = new ConnectionEvents(port, stamp, log);
        this.services = new SystemServices(port, stamp, pages, control, counts);
        attached.add(account.name());
        services.start();
    }

    /** Has these accounts ask about themselves, as far as they cannot yet. */
    public void attach(Collection<Account> accounts) {
        for (Account account : accounts) {
            if (attached.add(account.name())) {
                services.attach(account);
            }
        }
    }

    /** An account has let a connection in. */
    public void entered(SeenConnection connection) {
        events.entered(connection);
    }

    /** A connection has ended. */
    public void closed(SeenConnection connection) {
        events.closed(connection);
    }

    /** A connection of this account was refused. */
    public void refused(SeenConnection connection, Account account) {
        events.refused(connection, account);
    }

    /** An account has more connections, or fewer. */
    public void countChanged(Account account) {
        counts.changed(account);
    }

    /** Tells that the server takes no more clients. */
    public void tellLameDuck() {
        port.publish("$SYS.SERVER." + stamp.info().serverId() + ".LAMEDUCK", stamp.json());
    }

    /** Tells that the server ends, and returns when that is on its way; clients must still be there to hear it. */
    public void tellShutdown() {
        var told = new CountDownLatch(1);
        port.publish("$SYS.SERVER." + stamp.info().serverId() + ".SHUTDOWN", stamp.json());
        // Behind the end of the pass: by then the loops of the clients have it.
        loop.execute(() -> loop.atPassEnd(() -> loop.execute(told::countDown)));
        try {
            var unused = told.await(FAREWELL_MS_MAX, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends its threads, when the clients are gone. */
    @Override
    public void close() {
        worker.close();
        loop.close();
    }
}
