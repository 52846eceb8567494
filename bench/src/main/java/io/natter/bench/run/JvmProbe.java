package io.natter.bench.run;

import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Path;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * Asks a JVM in another process what its threads have allocated, and loads a profiler into it. Attached only after the timed rounds, as the
 * management agent is itself at home in the server then.
 *
 * <p>Confined to one thread.
 */
final class JvmProbe implements AutoCloseable {
    private final VirtualMachine machine;
    private final String runtime;
    private @Nullable JMXConnector connector;
    private @Nullable ThreadMXBean threads;

    private JvmProbe(VirtualMachine machine) throws IOException {
        this.machine = machine;
        this.runtime = machine.getSystemProperties().getProperty("java.vm.name") + " "
                + machine.getSystemProperties().getProperty("java.runtime.version");
    }

    /** Attaches to the JVM with this process id. */
    static JvmProbe attach(long pid) throws IOException {
        try {
            return new JvmProbe(VirtualMachine.attach(Long.toString(pid)));
        } catch (AttachNotSupportedException e) {
            throw new IOException("cannot attach to " + pid + ": " + e.getMessage(), e);
        }
    }

    /** Returns the JVM's name and version. */
    String runtime() {
        return runtime;
    }

    /** Returns the heap bytes allocated so far by all threads but those that serve this probe. */
    long allocatedBytes() throws IOException {
        ThreadMXBean bean = threads();
        long[] ids = bean.getAllThreadIds();
        ThreadInfo[] infos = bean.getThreadInfo(ids);
        long[] allocated = bean.getThreadAllocatedBytes(ids);
        long sum = 0;
        for (int i = 0; i < ids.length; i++) {
            if (infos[i] != null && !isProbe(infos[i].getThreadName()) && allocated[i] > 0) {
                sum += allocated[i];
            }
        }
        return sum;
    }

    private static boolean isProbe(String threadName) {
        return threadName.startsWith("RMI ") || threadName.startsWith("JMX ") || threadName.equals("Attach Listener");
    }

    @SuppressWarnings("BanJNDI") // the address is that of our own child process, not of a registry
    private ThreadMXBean threads() throws IOException {
        ThreadMXBean known = threads;
        if (known == null) {
            connector = JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            MBeanServerConnection connection = connector.getMBeanServerConnection();
            known = ManagementFactory.newPlatformMXBeanProxy(
                    connection, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            threads = known;
        }
        return known;
    }

    /** Gives a command to the native agent in {@code library}, which is loaded the first time. */
    void agent(Path library, String command) throws IOException {
        try {
            machine.loadAgentPath(library.toString(), command);
        } catch (AgentLoadException | AgentInitializationException e) {
            throw new IOException("profiler: " + command + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (connector != null) {
            connector.close();
        }
        machine.detach();
    }
}
