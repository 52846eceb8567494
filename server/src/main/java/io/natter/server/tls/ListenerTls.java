package io.natter.server.tls;

import io.natter.server.config.TlsConfig;
import io.natter.server.config.TlsConfig.KeyPair;
import io.natter.server.config.TlsCrypto;
import io.natter.server.config.TlsHandshake;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What one listener needs to encrypt its connections: read from its files once, shared by its connections. Thread-safe.
 *
 * <p>Each listener has a context of its own, so neither trusted authorities nor sessions to resume are shared between
 * listeners (CVE-2025-68121). A reload opens the next one; connections that are there keep what they have.
 *
 * <p>The JDK lets a client of TLS 1.2 ask for another handshake unless the JVM was started with {@code
 * -Djdk.tls.rejectClientInitiatedRenegotiation=true}: the launcher does so, an embedding program may.
 */
public final class ListenerTls {
    private static final char[] NO_PASSWORD = new char[0];

    private final SslContext context;
    private final TlsHandshake handshake;
    private final PinnedCertificates pinned;
    private final HandshakeRate rate;
    private final boolean isVerifying;
    private final Instant notAfter;
    private final List<String> warnings;

    private ListenerTls(TlsConfig config, SslContext context, Instant notAfter, List<String> warnings) {
        this.context = context;
        this.handshake = config.handshake();
        this.pinned = new PinnedCertificates(config.verification().pinnedCerts());
        this.rate = new HandshakeRate(config.handshake().connectionRateLimit());
        this.isVerifying = config.verification().verify();
        this.notAfter = notAfter;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads the files that {@code config} names.
     *
     * @throws TlsConfigException when a file or a setting cannot be used; nothing is left behind
     */
    public static ListenerTls open(TlsConfig config) {
        List<ServerCertificate> certificates = certificates(config.keyPairs());
        TlsCrypto crypto = config.crypto();
        var warnings = new ArrayList<String>();
        List<String> suites =
                supported(CipherSuites.toOffer(crypto.cipherSuites(), crypto.allowInsecureCipherSuites()), warnings);
        List<String> curves = Curves.toOffer(crypto.curvePreferences(), Curves.supported());
        Optional.ofNullable(Curves.warning(crypto.curvePreferences(), curves)).ifPresent(warnings::add);
        try {
            SslContextBuilder builder = SslContextBuilder.forServer(keys(certificates))
                    .sslProvider(SslProvider.JDK)
                    .protocols(versions(crypto.minVersion()))
                    .ciphers(suites, IdentityCipherSuiteFilter.INSTANCE);
            if (config.verification().verify()) {
                builder.clientAuth(ClientAuth.REQUIRE).trustManager(trust(config.caFile()));
            } else {
                builder.trustManager(trust(List.of())); // no peer is asked, so the JVM's authorities need not be read
            }
            var notAfter = certificates.get(0).chain().get(0).getNotAfter().toInstant();
            return new ListenerTls(config, new Configured(builder.build(), curves), notAfter, warnings);
        } catch (SSLException | GeneralSecurityException e) {
            throw new TlsConfigException("tls: " + e.getMessage(), e);
        }
    }

    /** The context, for a listener that speaks TLS from the first byte, as HTTPS does. */
    public SslContext context() {
        return context;
    }

    /** When encryption begins, and how long that may take. */
    public TlsHandshake handshake() {
        return handshake;
    }

    /** Whether peers must show a certificate (varz {@code tls_verify}). */
    public boolean isVerifying() {
        return isVerifying;
    }

    /** When the first certificate ends (varz {@code tls_cert_not_after}). */
    public Instant notAfter() {
        return notAfter;
    }

    /** Settings that this JVM cannot follow, one line each, for the log. */
    public List<String> warnings() {
        return warnings;
    }

    /** How long a handshake may take; nats-server, too, takes zero for its default. */
    Duration handshakeTimeout() {
        return handshake.timeout().isZero() ? TlsHandshake.defaults().timeout() : handshake.timeout();
    }

    PinnedCertificates pinned() {
        return pinned;
    }

    /** Whether one more handshake may begin now ({@code connection_rate_limit}). */
    boolean mayBegin(long nowNs) {
        return rate.allows(nowNs);
    }

    /**
     * A handler that encrypts one connection.
     *
     * @param executor runs the costly steps of the handshake, away from the event loop
     */
    SslHandler newHandler(ByteBufAllocator allocator, Executor executor) {
        SslHandler handler = context.newHandler(allocator, executor);
        handler.setHandshakeTimeout(handshakeTimeout().toNanos(), TimeUnit.NANOSECONDS);
        handler.setCumulator(ListenerTls::keep);
        return handler;
    }

    // The decoder keeps what it was given until a record is whole. What it is given may be a read buffer that all
    // connections of a loop share, so it gets a copy.
    private static ByteBuf keep(ByteBufAllocator allocator, ByteBuf kept, ByteBuf in) {
        if (kept.isReadable()) {
            return ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, kept, in);
        }
        try {
            return allocator.buffer(in.readableBytes()).writeBytes(in);
        } finally {
            kept.release();
            in.release();
        }
    }

    private static List<ServerCertificate> certificates(List<KeyPair> pairs) {
        if (pairs.isEmpty()) {
            throw new TlsConfigException("tls: got no certificate, expected 'cert_file' and 'key_file', or 'certs'");
        }
        var found = new ArrayList<ServerCertificate>();
        for (KeyPair pair : pairs) {
            try {
                found.add(ServerCertificate.load(pair));
            } catch (TlsConfigException e) {
                String which = pairs.size() == 1 ? "" : " " + (found.size() + 1) + "/" + pairs.size();
                throw new TlsConfigException(
                        "error parsing X509 certificate/key pair" + which + ": " + e.getMessage(), e);
            }
        }
        return found;
    }

    private static List<String> versions(@Nullable String minVersion) {
        if (minVersion == null || minVersion.equals("1.2")) {
            return List.of("TLSv1.3", "TLSv1.2");
        }
        if (minVersion.equals("1.3")) {
            return List.of("TLSv1.3");
        }
        throw new TlsConfigException("unsupported minimum TLS version: got " + minVersion + ", expected 1.2 or 1.3");
    }

    /** Leaves out the suites that this JVM has none of, or has switched off, and says so. */
    private static List<String> supported(List<String> suites, List<String> warnings) {
        Set<String> known = Set.of(bareContext().getSupportedSSLParameters().getCipherSuites());
        List<String> missing =
                suites.stream().filter(suite -> !known.contains(suite)).toList();
        if (!missing.isEmpty()) {
            warnings.add("tls: cipher_suites: this Java does not have " + String.join(", ", missing));
        }
        return suites.stream().filter(known::contains).toList();
    }

    private static SSLContext bareContext() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[0], new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new TlsConfigException("tls: this Java has no TLS: " + e.getMessage(), e);
        }
    }

    private static KeyManagerFactory keys(List<ServerCertificate> certificates) throws GeneralSecurityException {
        // The key manager decrypts the key in each handshake. In memory nothing is protected by that; a PKCS12 store
        // makes it
        // cost 10,000 rounds of hashing, several milliseconds, a JKS store next to nothing.
        KeyStore store = emptyStore("JKS");
        for (int i = 0; i < certificates.size(); i++) {
            ServerCertificate certificate = certificates.get(i);
            store.setKeyEntry(
                    "certificate-" + i,
                    certificate.key(),
                    NO_PASSWORD,
                    certificate.chain().toArray(X509Certificate[]::new));
        }
        // PKIX picks by server name and by what the peer can verify; SunX509 would take any of the key's kind.
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(store, NO_PASSWORD);
        return factory;
    }

    private static TrustManagerFactory trust(@Nullable Path caFile) throws GeneralSecurityException {
        if (caFile == null) {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init((KeyStore) null); // the authorities that came with the JVM
            return factory;
        }
        List<X509Certificate> authorities = ServerCertificate.certificates(PemFile.read(caFile));
        if (authorities.isEmpty()) {
            throw new TlsConfigException(caFile + ": failed to parse root ca certificate");
        }
        return trust(authorities);
    }

    private static TrustManagerFactory trust(List<X509Certificate> authorities) throws GeneralSecurityException {
        KeyStore store = emptyStore("PKCS12");
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return factory;
    }

    private static KeyStore emptyStore(String type) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(type);
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new TlsConfigException("tls: this Java cannot make a key store: " + e.getMessage(), e);
        }
    }

    /** Sets what Netty's builder has no word for. Thread-safe. */
    private static final class Configured extends DelegatingSslContext {
        private final List<String> curves;

        Configured(SslContext context, List<String> curves) {
            super(context);
            this.curves = curves;
        }

        @Override
        protected void initEngine(SSLEngine engine) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setUseCipherSuitesOrder(true);
            Curves.set(parameters, curves);
            engine.setSSLParameters(parameters);
        }
    }

    /** Shows no path and no key. */
    @Override
    public String toString() {
        return "ListenerTls[verify=" + isVerifying + ", notAfter=" + notAfter + ", pins="
                + pinned.keySha256s().size() + ", handshake=" + handshake + "]";
    }
}
