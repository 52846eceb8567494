package io.natter.bench.client;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this process uses.
 *
 * <p>Thread-safe: no state.
 */
final class ThisJvm {
    private ThisJvm() {}

    /** Heap bytes allocated so far by all threads; before JDK 21 those of threads that have ended are not counted. */
    static long allocatedBytes() {
        try {
            Object all = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME), "TotalThreadAllocatedBytes");
            return (Long) all;
        } catch (JMException olderJdk) {
            return ofLiveThreads();
        }
    }

    private static long ofLiveThreads() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }

    /** Threads of the operating system in this process, those of the JVM counted. */
    static int threads() throws IOException {
        return (int) status("Threads:");
    }

    /** Resident memory in KiB. */
    static long residentKib() throws IOException {
        return status("VmRSS:");
    }

    private static long status(String name) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("[^0-9]", ""));
            }
        }
        throw new IOException("/proc/self/status: no " + name);
    }

    /** Heap in use after a full collection. */
    static long liveHeapBytes() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            used = Math.min(
                    used,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }
}
