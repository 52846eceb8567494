package io.natter.server.monitor;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The running JVM's own figures; resident memory is Linux's, and elsewhere the heap that is committed.
 *
 * <p>Thread-safe.
 */
final class JvmProcessSource implements ProcessFigures.Source {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String RESIDENT = "VmRSS:";
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final int KIB = 1024;

    @Override
    public long cpuTimeNs() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Math.max(0, system.getProcessCpuTime())
                : 0;
    }

    @Override
    public long residentBytes() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith(RESIDENT)) {
                    // VmRSS:     123456 kB
                    Matcher kib = NUMBER.matcher(line);
                    return kib.find() ? Long.parseLong(kib.group()) * KIB : 0;
                }
            }
        } catch (IOException | NumberFormatException noSuchFileHere) {
            // Not a Linux: the heap has to do.
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getCommitted();
    }

    @Override
    public int coreCount() {
        return Runtime.getRuntime().availableProcessors();
    }
}
