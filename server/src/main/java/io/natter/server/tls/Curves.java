package io.natter.server.tls;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * The curves of a key exchange, named as nats-server names them (B123). Thread-safe: pure functions.
 *
 * <p>A JDK before 20 cannot be told which curves to use for one listener, and none can be told to use a curve it does
 * not know; {@link #warning} says so.
 */
final class Curves {
    private static final Map<String, String> JDK_NAMES = Map.of(
            "X25519", "x25519",
            "CurveP256", "secp256r1",
            "CurveP384", "secp384r1",
            "CurveP521", "secp521r1",
            "X25519MLKEM768", "X25519MLKEM768",
            "SecP256r1MLKEM768", "SecP256r1MLKEM768",
            "SecP384r1MLKEM1024", "SecP384r1MLKEM1024");

    // SSLParameters.setNamedGroups exists from JDK 20 on.
    private static final @Nullable MethodHandle SET_NAMED_GROUPS = setter();

    private Curves() {}

    /**
     * The JDK's names of {@code named}, best first, without those that {@code supported} lacks.
     *
     * @throws TlsConfigException for an unknown name, with the known ones
     */
    static List<String> toOffer(List<String> named, Set<String> supported) {
        for (String name : named) {
            if (!JDK_NAMES.containsKey(name)) {
                throw new TlsConfigException("unrecognized curve preference " + name + ", expected one of "
                        + String.join(", ", JDK_NAMES.keySet().stream().sorted().toList()));
            }
        }
        return named.stream().map(JDK_NAMES::get).filter(supported::contains).toList();
    }

    /** What could not be done about these preferences, or null when all was. */
    static @Nullable String warning(List<String> named, List<String> offered) {
        if (named.isEmpty()) {
            return null;
        }
        if (SET_NAMED_GROUPS == null) {
            return "tls: curve_preferences need Java 20 or newer, the defaults of Java "
                    + Runtime.version().feature() + " are used";
        }
        return named.size() == offered.size()
                ? null
                : "tls: curve_preferences: got " + named + ", this Java knows only " + offered + " of them";
    }

    /** What this Java knows, by its own names. */
    static Set<String> supported() {
        return Set.of("x25519", "secp256r1", "secp384r1", "secp521r1");
    }

    /** Sets the curves, where the JDK can. */
    static void set(SSLParameters parameters, List<String> offered) {
        if (SET_NAMED_GROUPS == null || offered.isEmpty()) {
            return;
        }
        try {
            SET_NAMED_GROUPS.invoke(parameters, offered.toArray(String[]::new));
        } catch (Throwable e) {
            throw new IllegalStateException("named groups: got " + offered, e);
        }
    }

    private static @Nullable MethodHandle setter() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(
                            SSLParameters.class, "setNamedGroups", MethodType.methodType(void.class, String[].class));
        } catch (NoSuchMethodException | IllegalAccessException olderJdk) {
            return null;
        }
    }
}
