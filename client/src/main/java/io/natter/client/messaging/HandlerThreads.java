package io.natter.client.messaging;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
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
        return VirtualFactories.named("natter-handler") != null;
    }

    /** Threads of one name. Thread-safe. Which they are is looked up with the first task: many a connection has none. */
    private static final class Named implements Executor {
        private final String name;
        private volatile @Nullable ThreadFactory virtual;
        private volatile boolean isLookedUp;

        Named(String name) {
            this.name = name;
        }

        @Override
        public void execute(Runnable task) {
            if (!isLookedUp) {
                virtual = VirtualFactories.named(name);
                isLookedUp = true;
            }
            ThreadFactory factory = virtual;
            if (factory != null) {
                factory.newThread(task).start();
            } else {
                Pool.SHARED.execute(() -> runAs(name, task));
            }
        }
    }

    private static void runAs(String name, Runnable task) {
        Thread thread = Thread.currentThread();
        String before = thread.getName();
        thread.setName(name);
        try {
            task.run();
        } finally {
            thread.setName(before);
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

    /** {@code Thread.ofVirtual().name(name).factory()}, which Java 17 cannot name. Thread-safe. */
    private static final class VirtualFactories {
        private static final @Nullable MethodHandle OF_VIRTUAL;
        private static final @Nullable MethodHandle NAME;
        private static final @Nullable MethodHandle FACTORY;

        static {
            MethodHandle ofVirtual = null;
            MethodHandle name = null;
            MethodHandle factory = null;
            try {
                MethodHandles.Lookup lookup = MethodHandles.publicLookup();
                Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
                ofVirtual = lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder));
                name = lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class));
                factory = lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class));
            } catch (ReflectiveOperationException olderJdk) {
                // before 21 there are none
                ofVirtual = null;
            }
            OF_VIRTUAL = ofVirtual;
            NAME = name;
            FACTORY = factory;
        }

        static @Nullable ThreadFactory named(String name) {
            if (OF_VIRTUAL == null || NAME == null || FACTORY == null) {
                return null;
            }
            try {
                return (ThreadFactory) FACTORY.invoke(NAME.invoke(OF_VIRTUAL.invoke(), name));
            } catch (Throwable preview) {
                // 19 and 20 have the methods and refuse to run them without a flag
                return null;
            }
        }
    }
}
