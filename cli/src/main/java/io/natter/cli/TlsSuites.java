package io.natter.cli;

import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** What TLS of this JVM can do. <i>Thread-safe:</i> pure functions; apart from the other texts, because loading TLS takes its time. */
final class TlsSuites {
    private TlsSuites() {}

    /** The cipher suites that may be configured, one a line. */
    static String text() {
        try {
            SSLParameters supported = SSLContext.getDefault().getSupportedSSLParameters();
            return Arrays.stream(supported.getCipherSuites())
                    .filter(suite -> suite.startsWith("TLS_") && !suite.endsWith("_SCSV"))
                    .map(suite -> "    " + suite + "\n")
                    .collect(Collectors.joining("", "Cipher suites of this JVM:\n", "\n"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("a JVM without TLS", e);
        }
    }
}
