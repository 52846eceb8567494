package io.natter.server.auth;

import io.natter.protocol.ErrorText;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The few threads that hash passwords and verify signatures, so that event loops never do.
 *
 * <p>Thread-safe. Threads are daemons named {@code natter-auth-1} and so on, started when first needed and ended when
 * idle for a while. At most {@value #WAITING_MAX} attempts wait; one more is answered {@code Authentication Timeout}
 * at once, since it could not be served in time anyway.
 */
public final class AuthenticationPool implements AutoCloseable {
    /** How many attempts wait for a thread at most. */
    public static final int WAITING_MAX = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(AuthenticationPool.class);
    private static final Duration IDLE_MAX = Duration.ofSeconds(10);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(5);

    private static final Outcome.Refused BUSY =
            new Outcome.Refused(ErrorText.AUTHENTICATION_TIMEOUT, "authentication timeout (too many attempts wait)");
    private static final Outcome.Refused FAILED =
            new Outcome.Refused(ErrorText.AUTHORIZATION_VIOLATION, "authentication error (unexpected, see above)");

    private final ThreadPoolExecutor executor;

    private AuthenticationPool(int threads, int waitingMax) {
        AtomicInteger number = new AtomicInteger();
        executor = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_MAX.toMillis(),
                TimeUnit.MILLISECONDS,
                new ArrayBlockingQueue<>(waitingMax),
                task -> {
                    Thread thread = new Thread(task, "natter-auth-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /** A pool with as many threads as half the processors, at least one: hashing must not starve the data path. */
    public static AuthenticationPool open() {
        return new AuthenticationPool(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), WAITING_MAX);
    }

    static AuthenticationPool open(int threads, int waitingMax) {
        return new AuthenticationPool(threads, waitingMax);
    }

    /**
     * Has {@code authenticator} decide, and tells the outcome once, unless the pool is closed before.
     *
     * @param then called on a thread of the pool, or on the caller's when the pool is full or closed
     */
    public void authenticate(Authenticator authenticator, Presented presented, Consumer<Outcome> then) {
        try {
            executor.execute(() -> then.accept(decide(authenticator, presented)));
        } catch (RejectedExecutionException fullOrClosed) {
            then.accept(BUSY);
        }
    }

    private static Outcome decide(Authenticator authenticator, Presented presented) {
        try {
            return authenticator.authenticate(presented);
        } catch (RuntimeException e) { // a connection must never hang on a defect of ours
            LOG.error("Unexpected failure of authentication from {}", presented.host(), e);
            return FAILED;
        }
    }

    /** Ends the threads. Attempts that wait are dropped: the server that closes this closes their connections. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(CLOSE_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("A password hash still runs after {}; its thread ends with it", CLOSE_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
