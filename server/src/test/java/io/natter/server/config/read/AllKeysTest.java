package io.natter.server.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.keys.CurveKey;
import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import io.natter.server.config.ConfigCheck;
import io.natter.server.config.ConfigProblem;
import io.natter.server.config.ServerConfig;
import io.netty.pkitesting.CertificateBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration file can do, the records can do, and the reverse: all-keys.conf has every key. */
class AllKeysTest {
    // Certificates of the operating system are refused where there are none.
    private static final Set<String> NOT_HERE = Set.of(
            "CertStoreConfig.store",
            "CertStoreConfig.matchBy",
            "CertStoreConfig.match",
            "CertStoreConfig.caCertsMatch",
            "CertStoreConfig.matchSkipInvalid",
            "TlsConfig.certStore");

    @TempDir
    private Path directory;

    static String text() throws IOException {
        try (InputStream in = ServerConfig.class.getResourceAsStream("all-keys.conf")) {
            assertThat(in).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Nkey operator = Nkey.create(KeyType.OPERATOR);
            Nkey user = Nkey.create(KeyType.USER);
            return text.replace("OKEY", operator.publicKey())
                    .replace("XKEY", CurveKey.create().publicKey())
                    .replaceAll("\\bAAFIBB\\w+", Nkey.create(KeyType.ACCOUNT).publicKey())
                    .replaceAll("\\bUAEL6\\w+", user.publicKey())
                    .replace("SEED", new String(user.seed(), StandardCharsets.US_ASCII));
        }
    }

    static List<Keys<?>> tables() {
        return Stream.of(
                        ServerKeys.tables(),
                        AuthorizationKeys.tables(),
                        UserKeys.tables(),
                        PermissionKeys.tables(),
                        AccountKeys.tables(),
                        ExportKeys.tables(),
                        MappingKeys.tables(),
                        TlsKeys.tables(),
                        JetStreamKeys.tables(),
                        LinkKeys.tables(),
                        ClusterKeys.tables(),
                        LeafNodeKeys.tables(),
                        LeafRemoteKeys.tables(),
                        ListenerKeys.tables(),
                        OperatorKeys.tables(),
                        OcspKeys.tables())
                .<Keys<?>>flatMap(List::stream)
                .toList();
    }

    @Test
    void everyComponentHasAKey() throws Exception {
        Set<String> all = new TreeSet<>();
        Set<String> changed = new TreeSet<>();
        for (ServerConfig config : configs()) {
            walk(config, ServerConfig.defaults(), all, changed);
        }
        all.removeAll(changed);
        all.removeAll(NOT_HERE);
        assertThat(all).as("components that no key changes").isEmpty();
        assertThat(changed).hasSizeGreaterThan(250);
    }

    @Test
    void everyKeyIsInTheFile() throws IOException {
        String text = text().toLowerCase(Locale.ROOT);
        List<String> missing = new ArrayList<>();
        for (Keys<?> keys : tables()) {
            for (Set<String> aliases : keys.aliases()) {
                boolean isThere = aliases.stream()
                        .anyMatch(name -> Pattern.compile("\\b" + name + "\\b\\s*[:{]")
                                .matcher(text)
                                .find());
                boolean isCertStore = aliases.toString().matches(".*(cert_|ca_certs_).*");
                if (!isThere && !isCertStore) {
                    missing.add(aliases.toString());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private List<ServerConfig> configs() throws Exception {
        var bundle = new CertificateBuilder()
                .subject("CN=test")
                .setIsCertificateAuthority(true)
                .buildSelfSigned();
        Files.writeString(directory.resolve("cert.pem"), bundle.getCertificatePEM());
        Files.writeString(directory.resolve("key.pem"), bundle.getPrivateKeyPEM());
        List<ServerConfig> configs = new ArrayList<>();
        for (String part : text().split("-----\n", -1)) {
            String text = part.replace("@DIR@", directory.toString().replace("\\", "\\\\"));
            ConfigCheck check = ConfigCheck.of("f", text, name -> null);
            assertThat(check.errors().stream().map(ConfigProblem::toString)).isEmpty();
            configs.add(check.config());
        }
        return configs;
    }

    private static void walk(Object value, @Nullable Object baseline, Set<String> all, Set<String> changed)
            throws ReflectiveOperationException {
        if (value instanceof Collection<?> elements) {
            for (Object element : elements) {
                walk(element, null, all, changed);
            }
        }
        if (!(value instanceof Record)) {
            return;
        }
        Class<?> type = value.getClass();
        Object defaults = baseline == null ? defaultsOf(type) : baseline;
        for (RecordComponent component : type.getRecordComponents()) {
            String name = type.getSimpleName() + "." + component.getName();
            Object own = component.getAccessor().invoke(value);
            Object other = defaults == null ? null : component.getAccessor().invoke(defaults);
            all.add(name);
            if (defaults == null ? isSomething(own) : own != null && !own.equals(other)) {
                changed.add(name);
            }
            if (own != null) {
                walk(own, own.getClass().isInstance(other) ? other : null, all, changed);
            }
        }
    }

    private static boolean isSomething(@Nullable Object value) {
        boolean isEmpty = value == null
                || value.equals(false)
                || value.equals(0)
                || value.equals(0L)
                || (value instanceof Collection<?> collection && collection.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
        return !isEmpty;
    }

    private static @Nullable Object defaultsOf(Class<?> type) throws ReflectiveOperationException {
        try {
            Method defaults = type.getMethod("defaults");
            return defaults.invoke(null);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }
}
