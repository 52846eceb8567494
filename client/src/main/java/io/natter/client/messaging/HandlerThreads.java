package io.natter.client.messaging;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Threads for what users write: handlers, listeners, completions.
 *
 * <p>Thread-safe. The one place that chooses: a virtual thread for each task where the JDK has them (21 and newer), a shared pool of daemon
 * threads that end after a second of idleness elsewhere. Nothing has to be closed.
 */
public final class HandlerThreads {
    private static final long KEEP_ALIVE_SECONDS = 1;

    private HandlerThreads() {}

    /** An executor that starts a thread for each task at once; {@code name} is what the threads are called. */
    public static Executor named(String name) {
        return new Named(name);
    }

    /** Whether this JDK has virtual threads. */
    static boolean areVirtual() {
        return VirtualThreads.START != null;
    }

    /** Threads of one name. Thread-safe. */
    private record Named(String name) implements Executor {
        @Override
        public void execute(Runnable task) {
            NamedTask named = new NamedTask(name, task);
            if (areVirtual()) {
                VirtualThreads.start(named);
            } else {
                Pool.SHARED.execute(named);
            }
        }
    }

    /** A task that gives its thread a name. */
    private record NamedTask(String name, Runnable task) implements Runnable {
        @Override
        public void run() {
            Thread thread = Thread.currentThread();
            if (!thread.getName().equals(name)) {
                thread.setName(
                        name); // a call of the system, if the thread is not virtual; so it keeps the name until it has
                // another task
            }
            task.run();
        }
    }

    /** The threads where none are virtual; made when first needed. Thread-safe. */
    private static final class Pool {
        static final Executor SHARED = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), Pool::daemon);

        private static Thread daemon(Runnable task) {
            Thread thread = new Thread(task, "natter-handler");
            thread.setDaemon(true);
            return thread;
        }
    }

    /** {@code Thread.startVirtualThread(task)}, which Java 17 cannot name. Thread-safe. */
    private static final class VirtualThreads {
        private static final int FIRST_JDK = 21; // 19 and 20 have the method and refuse to run it without a flag

        static final @Nullable MethodHandle START = find();

        private static @Nullable MethodHandle find() {
            if (Runtime.version().feature() < FIRST_JDK) {
                return null;
            }
            try {
                return MethodHandles.publicLookup()
                        .findStatic(
                                Thread.class,
                                "startVirtualThread",
                                MethodType.methodType(Thread.class, Runnable.class));
            } catch (ReflectiveOperationException aJdkWithout) {
                return null;
            }
        }

        @SuppressWarnings("CatchingUnchecked") // what a method handle throws is what the method throws
        static void start(Runnable task) {
            try {
                Thread started = (Thread) Objects.requireNonNull(START).invokeExact(task);
                assert started.isDaemon();
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable checked) {
                throw new IllegalStateException(checked);
            }
        }
    }
}
