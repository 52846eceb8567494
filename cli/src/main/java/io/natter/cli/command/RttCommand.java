package io.natter.cli.command;

import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.PrettyJson;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.TlsOptions;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code natter rtt}: round trips to every address of every server.
 *
 * <p><i>Confined to one thread.</i> A server that is spoken to by TLS is connected to by its name, for that is what its certificate bears.
 */
@Command(name = "rtt", description = "Compute round-trip time to NATS server")
final class RttCommand implements Callable<Integer> {
    private static final int INDENT = 3;

    /** The mean of the round trips to one address; null where it could not be reached. */
    private record Result(
            Instant time, String address, @Nullable Duration rtt, String url) {}

    /** A server as it was named, with what came of its addresses. */
    private record Target(String url, List<Result> results) {}

    @Parameters(
            arity = "0..1",
            defaultValue = "5",
            paramLabel = "<iterations>",
            description = "How many round trips to do when testing")
    private int iterations = 5;

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean json;

    private final Session session;

    RttCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        List<Target> targets = new ArrayList<>();
        for (String server : session.options().servers()) {
            String url = server.contains("://") ? server : "nats://" + server;
            List<Result> results = addresses(url).stream().map(this::measure).toList();
            targets.add(new Target(withoutSecrets(url), results));
        }
        session.around().out().print(json ? json(targets) : text(targets));
        return 0;
    }

    private Result measure(String address) {
        Instant time = session.around().clock().instant();
        String shown = withoutSecrets(address);
        try (NatsConnection nats = session.connect(address)) {
            nats.rtt(); // the first one warms up
            Duration sum = Duration.ZERO;
            for (int i = 1; i <= Math.max(1, iterations); i++) {
                Duration rtt = nats.rtt();
                sum = sum.plus(rtt);
                if (session.isTraced()) {
                    session.around().out().println("#" + i + ":\trtt=" + GoDuration.brief(rtt));
                }
            }
            return new Result(time, shown, sum.dividedBy(Math.max(1, iterations)), nats.server());
        } catch (NatsException e) {
            session.around().log("Failed to compute rtt for " + shown + ": " + e.getMessage());
            return new Result(time, shown, null, "");
        }
    }

    private List<String> addresses(String url) {
        URI uri = URI.create(url);
        String host = uri.getHost();
        if (host == null) {
            throw new UsageException("server: got \"" + withoutSecrets(url) + "\", expected scheme://host:port");
        }
        int port = uri.getPort() < 0 ? 4222 : uri.getPort();
        boolean isPlain = session.options().tls().mode() == TlsOptions.Mode.AUTO
                && uri.getScheme().equals("nats");
        String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
        String begin = uri.getScheme() + "://" + user;
        try {
            if (isPlain) {
                List<String> all = new ArrayList<>();
                for (InetAddress address : InetAddress.getAllByName(host)) {
                    String text = address.getHostAddress();
                    all.add(begin + (text.contains(":") ? "[" + text + "]" : text) + ":" + port);
                }
                return all;
            }
        } catch (UnknownHostException theConnectionWillSaySo) {
            // The same name fails there, with the server's address in the message.
        }
        return List.of(begin + host + ":" + port);
    }

    private static String withoutSecrets(String url) {
        return url.replaceFirst("//[^/@]*@", "//");
    }

    private static String text(List<Target> targets) {
        int width = targets.stream()
                        .flatMap(target -> target.results.stream())
                        .mapToInt(result -> result.address.length())
                        .max()
                        .orElse(0)
                + INDENT;
        StringBuilder text = new StringBuilder();
        for (Target target : targets) {
            text.append(target.url).append(":\n\n");
            for (Result result : target.results) {
                text.append(" ".repeat(width - result.address.length()))
                        .append(result.address)
                        .append(": ")
                        .append(result.rtt == null ? "failed" : GoDuration.brief(result.rtt))
                        .append('\n');
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String json(List<Target> targets) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer =
                JsonStream.builder().serializeEmpty(true).build().writer(text)) {
            writer.beginArray();
            for (Target target : targets) {
                writer.beginObject();
                writer.name("url");
                writer.value(target.url);
                writer.name("results");
                writer.beginArray();
                for (Result result : target.results) {
                    writer.beginObject();
                    writer.name("time");
                    writer.value(result.time.toString());
                    writer.name("address");
                    writer.value(result.address);
                    writer.name("rtt");
                    writer.value(result.rtt == null ? 0L : result.rtt.toNanos());
                    writer.name("url");
                    writer.value(result.url);
                    writer.endObject();
                }
                writer.endArray();
                writer.endObject();
            }
            writer.endArray();
        }
        return PrettyJson.of(text.toString()) + "\n";
    }
}
