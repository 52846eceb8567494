package io.natter.server;

import io.natter.protocol.ServerInfo;
import io.natter.server.account.Account;
import io.natter.server.auth.Authenticator;
import io.natter.server.config.AccountConfig;
import io.natter.server.config.ServerConfig;
import io.natter.server.core.Announcement;
import io.natter.server.core.Broker;
import io.natter.server.core.Settings;
import java.net.InetSocketAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of one server, put together from a configuration.
 *
 * <p>Thread-safe.
 */
final class ServerParts implements AutoCloseable {
    private final Logger log = LoggerFactory.getLogger(NatterServer.class);
    private final String id;
    private final String name;
    private final Broker broker;
    private final Announcement announcement;

    private ServerParts(ServerConfig config) {
        this.id = ServerId.next();
        this.name = config.serverName() != null ? config.serverName() : id;
        this.announcement = new Announcement(info(config));
        this.broker = new Broker(log, settings(config), authenticator(), announcement, Runnable::run);
        configureAccounts(config);
    }

    static ServerParts of(ServerConfig config) {
        return new ServerParts(config);
    }

    Logger log() {
        return log;
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    Broker broker() {
        return broker;
    }

    static Settings settings(ServerConfig config) {
        return new Settings(
                config.limits(),
                config.liveness(),
                config.authTimeout(),
                !config.protocol().noHeaderSupport(),
                config.log().debug(),
                config.log().trace());
    }

    private static Authenticator authenticator() {
        return new OpenAuthenticator();
    }

    private void configureAccounts(ServerConfig config) {
        for (AccountConfig account : config.accounts()) {
            Account declared = broker.declareAccount(account.name());
            declared.configure(account.limits(), null);
        }
        if (!config.systemAccount().isOff()) {
            String system = config.systemAccount().name();
            broker.useSystemAccount(system != null ? system : Account.SYSTEM);
        }
    }

    private ServerInfo info(ServerConfig config) {
        return ServerInfo.builder()
                .serverId(id)
                .serverName(name)
                .version(ServerVersion.NATS)
                .natter(ServerVersion.NATTER)
                .proto(1)
                .go("java" + Runtime.version().feature())
                .headers(!config.protocol().noHeaderSupport())
                .maxPayload(config.limits().maxPayload())
                .apiLevel(ServerVersion.API_LEVEL)
                .authRequired(config.requiresAuthentication()
                        && config.authorization().noAuthUser() == null)
                .build();
    }

    void announceStart(ServerConfig config) {
        log.info("Starting nats-server");
        log.info("  Version:  {} (natter {})", ServerVersion.NATS, ServerVersion.NATTER);
        log.info("  Git:      [not set]");
        log.info("  Name:     {}", name);
        log.info("  ID:       {}", id);
        config.unavailableFeatures().forEach(missing -> log.warn("{}", missing.text()));
    }

    void announceAddresses(List<InetSocketAddress> bound) {
        InetSocketAddress first = bound.get(0);
        String host = first.getAddress().getHostAddress();
        announcement.use(
                announcement.info().toBuilder().host(host).port(first.getPort()).build());
        log.info("Listening for client connections on {}:{}", host, first.getPort());
    }

    @Override
    public void close() {}
}
