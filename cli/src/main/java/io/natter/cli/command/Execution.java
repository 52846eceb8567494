package io.natter.cli.command;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.MethodParam;

/** Runs a command that was parsed, be it an object or a method. <i>Thread-safe:</i> holds nothing. */
final class Execution {
    private Execution() {}

    /** Runs it and returns its exit code; what it throws comes out as it was. */
    static int of(Object command, CommandSpec spec) {
        try {
            if (command instanceof Method method) {
                method.setAccessible(true);
                Object parent = spec.parent().userObject();
                return (int) method.invoke(parent, arguments(spec, method));
            }
            return ((Callable<?>) command).call() instanceof Integer code ? code : 0;
        } catch (InvocationTargetException e) {
            throw unchecked(e.getCause() == null ? e : e.getCause());
        } catch (Exception e) { // the contract of Callable
            throw unchecked(e);
        }
    }

    private static Object[] arguments(CommandSpec spec, Method method) {
        Object[] values = new Object[method.getParameterCount()];
        for (ArgSpec argument : spec.args()) {
            if (argument.userObject() instanceof MethodParam parameter
                    && parameter.getDeclaringExecutable().equals(method)) {
                values[parameter.position()] = argument.getValue();
            }
        }
        return values;
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException exception ? exception : new UsageException(failure.toString(), failure);
    }
}
