package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.JsonTree;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter server check server}. <i>Confined to one thread.</i> What no flag asks for is not checked. */
@Command(name = "server", description = "Checks a NATS Server health")
final class CheckServer implements Callable<Integer> {
    @Option(names = "--name", required = true, description = "Server name to require in the result")
    private String name = "";

    @Option(names = "--cpu-warn", description = "Warning threshold for CPU usage, in percent")
    private double cpuWarning;

    @Option(names = "--cpu-critical", description = "Critical threshold for CPU usage, in percent")
    private double cpuCritical;

    @Option(names = "--mem-warn", description = "Warning threshold for Memory usage, in bytes")
    private double memoryWarning;

    @Option(names = "--mem-critical", description = "Critical threshold for Memory usage, in bytes")
    private double memoryCritical;

    @Option(names = "--conn-warn", description = "Warning threshold for connections, supports inversion")
    private double connectionsWarning;

    @Option(names = "--conn-critical", description = "Critical threshold for connections, supports inversion")
    private double connectionsCritical;

    @Option(names = "--subs-warn", description = "Warning threshold for subscriptions, supports inversion")
    private double subscriptionsWarning;

    @Option(names = "--subs-critical", description = "Critical threshold for subscriptions, supports inversion")
    private double subscriptionsCritical;

    @Option(names = "--uptime-warn", description = "Warning threshold for server uptime as duration")
    private Duration uptimeWarning = Duration.ZERO;

    @Option(names = "--uptime-critical", description = "Critical threshold for server uptime as duration")
    private Duration uptimeCritical = Duration.ZERO;

    @Option(names = "--auth-required", description = "Checks that authentication is enabled")
    private boolean isAuthRequired;

    @Option(names = "--tls-required", description = "Checks that TLS is required")
    private boolean isTlsRequired;

    @Option(names = "--js-required", description = "Checks that JetStream is enabled")
    private boolean isJetStreamRequired;

    private final Session session;
    private final CheckFlags flags;
    private final SourceFlags source;

    CheckServer(Session session, CheckFlags flags, SourceFlags source) {
        this.session = session;
        this.flags = flags;
        this.source = source;
    }

    @Override
    public Integer call() {
        return flags.run(
                session,
                new CheckResult("server", name),
                result -> source.with(session, servers -> {
                    JsonTree varz = servers.ask(Page.VARZ, new PageOptions()).stream()
                            .filter(answer -> answer.name().equals(name))
                            .findFirst()
                            .orElseThrow(() -> new UsageException("no data received from server \"" + name + "\""))
                            .data();
                    switches(result, varz);
                    uptime(result, varz);
                    value(result, "CPU", "cpu", varz.decimal("cpu"), cpuWarning, cpuCritical);
                    value(result, "Memory", "mem", varz.decimal("mem"), memoryWarning, memoryCritical);
                    value(
                            result,
                            "Connections",
                            "connections",
                            varz.decimal("connections"),
                            connectionsWarning,
                            connectionsCritical);
                    value(
                            result,
                            "Subscriptions",
                            "subscriptions",
                            varz.decimal("subscriptions"),
                            subscriptionsWarning,
                            subscriptionsCritical);
                }));
    }

    private void switches(CheckResult result, JsonTree varz) {
        if (isJetStreamRequired) {
            boolean isOn = varz.at("jetstream", "config").isThere();
            tell(result, isOn, "JetStream enabled", "JetStream not enabled");
        }
        if (isTlsRequired) {
            tell(result, varz.is("tls_required"), "TLS required", "TLS not required");
        }
        if (isAuthRequired) {
            tell(result, varz.is("auth_required"), "Authentication required", "Authentication not required");
        }
    }

    private static void tell(CheckResult result, boolean isGood, String good, String bad) {
        if (isGood) {
            result.good(good);
        } else {
            result.critical(bad);
        }
    }

    private void uptime(CheckResult result, JsonTree varz) {
        Duration up;
        try {
            up = Duration.between(Instant.parse(varz.text("start")), Instant.parse(varz.text("now")));
        } catch (DateTimeException e) {
            throw new UsageException("varz: got no times, expected start and now", e);
        }
        double warning = uptimeWarning.toSeconds();
        double critical = uptimeCritical.toSeconds();
        result.metric("uptime", up.toMillis() / 1e3, "s", warning, critical, "NATS Server uptime in seconds");
        if (uptimeWarning.isZero() && uptimeCritical.isZero()) {
            return;
        }
        String text = "Up " + GoDuration.brief(up);
        if (uptimeCritical.compareTo(uptimeWarning) > 0) {
            result.critical("Up invalid thresholds");
        } else if (up.compareTo(uptimeCritical) <= 0) {
            result.critical(text);
        } else if (up.compareTo(uptimeWarning) <= 0) {
            result.warning(text);
        } else {
            result.good(text);
        }
    }

    /** More is worse where the warning is below what is critical; else less is. */
    private static void value(
            CheckResult result, String label, String metric, double value, double warning, double critical) {
        String unit = metric.equals("cpu") ? "%" : "";
        result.metric(metric, value, unit, warning, critical, "NATS Server " + label);
        if (warning == 0 && critical == 0) {
            return;
        }
        String text = String.format(Locale.ROOT, "%s %.2f", label, value);
        boolean isLessWorse = warning > critical;
        if (isLessWorse ? value <= critical : value >= critical) {
            result.critical(text);
        } else if (isLessWorse ? value <= warning : value >= warning) {
            result.warning(text);
        } else {
            result.good(text);
        }
    }
}
