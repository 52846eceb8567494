package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.JsonTree;
import io.natter.cli.text.PrettyJson;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NoRespondersException;
import io.natter.client.Replies;
import io.natter.client.RequestManyOptions;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.subject.Subjects;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks all servers, or one of them, by the subjects of the system account, or those of a connection's own account.
 *
 * <p><i>Confined to the command's thread.</i> Waits until as many have answered as the first one knows of where that is told, else until
 * no more come for a while.
 */
public final class SystemRequests implements ServerSource {
    private static final Duration STALL = Duration.ofMillis(300);
    private static final String SERVER = "$SYS.REQ.SERVER.";
    private static final String ACCOUNT = "$SYS.REQ.ACCOUNT.PING.";

    private final Session session;
    private final NatsConnection nats;
    private final String prefix;

    private SystemRequests(Session session, NatsConnection nats, String prefix) {
        this.session = session;
        this.nats = nats;
        this.prefix = prefix;
    }

    /** What the system account may know of all servers. */
    public static SystemRequests ofServers(Session session, NatsConnection nats) {
        return new SystemRequests(session, nats, SERVER + "PING.");
    }

    /** What the system account may know of, and ask, the server of that id. */
    static SystemRequests ofServer(Session session, NatsConnection nats, String id) {
        if (!Subjects.isLiteral(id) || id.contains(".")) {
            throw new UsageException("server id: got \"" + id + "\", expected one as server list shows it");
        }
        return new SystemRequests(session, nats, SERVER + id + ".");
    }

    /** What every account may know of itself. */
    public static SystemRequests ofAccount(Session session, NatsConnection nats) {
        return new SystemRequests(session, nats, ACCOUNT);
    }

    @Override
    public List<ServerAnswer> ask(Page page, PageOptions options) {
        return ask(page.name(), options);
    }

    /** The same by the last words of a subject. */
    List<ServerAnswer> ask(String name, PageOptions options) {
        return ask(name, JsonTree.of(options.body()));
    }

    /** The same without options. */
    public List<ServerAnswer> ask(String name) {
        return ask(prefix + name, "{}");
    }

    /** The same with a body. */
    List<ServerAnswer> ask(String name, JsonTree body) {
        return ask(prefix + name, PrettyJson.compact(body));
    }

    private List<ServerAnswer> ask(String subject, String body) {
        trace(">>> " + subject + ": " + body);
        List<ServerAnswer> answers = new ArrayList<>();
        long start = System.nanoTime();
        RequestManyOptions options =
                RequestManyOptions.within(session.timeout()).withStall(STALL);
        try (Replies replies = nats.requestMany(subject, body.getBytes(StandardCharsets.UTF_8), options)) {
            for (Message reply : replies) {
                trace("<<< " + reply.text());
                answers.add(answer(reply, Duration.ofNanos(System.nanoTime() - start)));
            }
        } catch (NoRespondersException nobody) {
            throw absent();
        }
        if (answers.isEmpty()) {
            throw absent();
        }
        return answers;
    }

    private static ServerAnswer answer(Message reply, Duration rtt) {
        JsonTree tree;
        try {
            tree = JsonTree.parse(reply.payload());
        } catch (JsonException e) {
            throw new UsageException("invalid response received: " + reply.text(), e);
        }
        if (tree.at("error").isThere()) {
            throw new UsageException("invalid response received: " + tree.text("error", "description"));
        }
        JsonTree data = tree.at("data").isThere() ? tree.at("data") : tree.at("statsz");
        return new ServerAnswer(tree.at("server"), data, rtt);
    }

    private static UsageException absent() {
        return new UsageException(
                "no results received, ensure the account used has system privileges and appropriate permissions");
    }

    private void trace(String line) {
        if (session.isTraced()) {
            session.around().log(line);
        }
    }
}
