package io.natter.server.monitor;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The pages for whoever looks into a running server: {@code /ipqueuesz}, {@code /stacksz}, {@code /debug/vars} (E13).
 *
 * <p>Thread-safe. None of them shows the command line, where passwords may stand.
 */
final class DiagnosticPages {
    private final ServerState state;

    DiagnosticPages(ServerState state) {
        this.state = state;
    }

    /** What waits for each event loop; without the option {@code all} only where something waits. */
    PageReply ipqueuesz(PageRequest request) {
        boolean withEmpty = request.flag("all");
        String part = request.text("queues");
        List<LoopFacts> loops = state.loops().stream()
                .filter(loop -> withEmpty || loop.taskCount() > 0)
                .filter(loop -> loop.name().contains(part))
                .toList();
        return PageReply.json(PageWriter.indented(page ->
                loops.forEach(loop -> page.object(loop.name(), queue -> queue.number("pending", loop.taskCount())))));
    }

    /** Where every thread of the JVM is, ours and others'. */
    PageReply stacksz(PageRequest request) {
        StringBuilder text = new StringBuilder();
        List<ThreadInfo> threads =
                new ArrayList<>(List.of(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false)));
        threads.sort(Comparator.comparing(ThreadInfo::getThreadName));
        for (ThreadInfo thread : threads) {
            text.append('"').append(thread.getThreadName()).append("\" ").append(thread.getThreadState());
            if (thread.getLockName() != null) {
                text.append(" on ").append(thread.getLockName());
            }
            text.append('\n');
            for (StackTraceElement frame : thread.getStackTrace()) {
                text.append("\tat ").append(frame).append('\n');
            }
            text.append('\n');
        }
        return PageReply.text(200, text.toString());
    }

    /** The figures of Go's memory statistics that a JVM has too. */
    PageReply debugVars(PageRequest request) {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
        long collections = 0;
        long pausedMillis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += Math.max(0, collector.getCollectionCount());
            pausedMillis += Math.max(0, collector.getCollectionTime());
        }
        long gcCount = collections;
        long gcPausedNs = pausedMillis * 1_000_000;
        return PageReply.json(PageWriter.indented(page -> page.texts("cmdline", List.of())
                .object(
                        "memstats",
                        stats -> stats.number("Alloc", heap.getUsed())
                                .number("Sys", heap.getCommitted() + other.getCommitted())
                                .number("HeapAlloc", heap.getUsed())
                                .number("HeapSys", heap.getCommitted())
                                .number("HeapIdle", heap.getCommitted() - heap.getUsed())
                                .number("HeapInuse", heap.getUsed())
                                .number("PauseTotalNs", gcPausedNs)
                                .number("NumGC", gcCount))));
    }
}
