package io.natter.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Catches the signals of the system.
 *
 * <p><i>Thread-safe.</i> The JVM gives each signal a thread of its own. {@code sun.misc.Signal} is the only way to them; it is reached
 * by reflection, for the compiler has a warning about it that cannot be switched off and would fail the build. USR2 is the
 * signal by which the JVM itself stops threads to look at them; the launcher gives it another one ({@code _JAVA_SR_SIGNUM}).
 */
final class SignalTrap {
    private static final Set<ServerSignal> TRAPPED = EnumSet.complementOf(EnumSet.of(ServerSignal.STOP));

    private SignalTrap() {}

    /**
     * Hands every signal that can be caught to {@code action}, in place of what the JVM does with it.
     *
     * @return those that this JVM does not let go of; empty on Linux and macOS
     */
    static List<ServerSignal> catchAll(Consumer<ServerSignal> action) {
        List<ServerSignal> refused = new ArrayList<>();
        for (ServerSignal signal : TRAPPED) {
            if (!isCaught(signal, action)) {
                refused.add(signal);
            }
        }
        return refused;
    }

    /** Runs {@code action} when the process is told to end by INT or TERM, in place of what the JVM does. */
    static void catchEnds(Runnable action) {
        isCaught(ServerSignal.QUIT, ignored -> action.run());
        isCaught(ServerSignal.TERM, ignored -> action.run());
    }

    private static boolean isCaught(ServerSignal signal, Consumer<ServerSignal> action) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            InvocationHandler handler = (proxy, method, arguments) -> {
                if (method.getDeclaringClass() == Object.class) {
                    return method.invoke(signal, arguments);
                }
                action.accept(signal);
                return null;
            };
            Object proxy = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, handler);
            Object systemSignal = signalType.getConstructor(String.class).newInstance(signal.systemName());
            signalType.getMethod("handle", signalType, handlerType).invoke(null, systemSignal, proxy);
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
