package io.natter.conformance.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same requests to the API bring the same answers from both servers, byte for byte but for times and ids. */
final class ApiConformance {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    private static final Pattern REMAINING = Pattern.compile("\"pause_remaining\":\\d+");
    private static final Pattern JSON_FAULT = Pattern.compile("\"invalid JSON: (?!json: unknown field).*?[^\\\\]\"");
    private static final Pattern API_COUNTS = Pattern.compile("\"api\":\\{[^}]*}");

    private static final Pattern ORIGINS =
            Pattern.compile("\"lag\":\\d+(,\"seq\":\\d+)?,\"active\":-?\\d+(,\"error\":\\{[^}]*})?");
    private static final Pattern ORIGIN_LIST = Pattern.compile("\"sources\":\\[\\{\"name\":[^]]*\"lag\"[^]]*]");
    private static final Pattern LEADER = Pattern.compile("\"leader\":\"[^\"]*\"");

    @TempDir
    private static @Nullable Path directory;

    private static final List<TestServer> SERVERS = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        for (ServerProgram program : List.of(ServerProgram.NATS_SERVER, ServerProgram.NATTER)) {
            Path home = Files.createDirectory(Objects.requireNonNull(directory).resolve(program.name()));
            String config = "jetstream { store_dir: \"" + home + "\", max_mem: 64M, max_file: 256M }\n";
            SERVERS.add(Servers.start(program, config + new SectionAccounts(sections()).config(), home));
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.forEach(TestServer::close);
        SERVERS.clear();
    }

    static List<RequestTable.Section> sections() {
        return Stream.of("requests.txt", "configs.txt")
                .flatMap(table -> RequestTable.read(table).sections().stream())
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sections")
    void requestsBringTheSameAnswers(RequestTable.Section section) throws Exception {
        SectionAccounts accounts = new SectionAccounts(sections());
        Connection reference = accounts.connect(SERVERS.get(0), section);
        Connection natter = accounts.connect(SERVERS.get(1), section);
        try {
            assertThat(differences(section, reference, natter)).isEmpty();
        } finally {
            SectionAccounts.leave(reference);
            SectionAccounts.leave(natter);
        }
    }

    private static List<String> differences(RequestTable.Section section, Connection reference, Connection natter)
            throws Exception {
        List<String> differences = new ArrayList<>();
        for (RequestTable.Request request : section.requests()) {
            List<String> expected = answers(reference, request);
            List<String> got = answers(natter, request);
            if (!got.equals(expected)) {
                differences.add(shortened(request.toString()) + "\n expected " + shortened(expected.toString())
                        + "\n      got " + shortened(got.toString()));
            }
        }
        return differences;
    }

    private static String shortened(String text) {
        return text.length() < 2000 ? text : text.substring(0, 1000) + " ... " + text.substring(text.length() - 900);
    }

    // All messages that answer, up to one that ends them.
    private static List<String> answers(Connection connection, RequestTable.Request request) throws Exception {
        boolean isPublish = request.subject().equals("PUB");
        String[] words = request.body().split(" ", 2);
        String subject = isPublish ? words[0] : "$JS.API." + request.subject();
        String body = isPublish ? (words.length > 1 ? words[1] : "") : request.body();
        String inbox = connection.createInbox();
        Subscription subscription = connection.subscribe(inbox);
        List<String> answers = new ArrayList<>();
        try {
            connection.publish(subject, inbox, body.getBytes(UTF_8));
            boolean goesOn;
            do {
                Message message = subscription.nextMessage(PATIENCE);
                answers.add(message == null ? "nothing" : masked(message));
                goesOn = message != null && message.hasHeaders() && isOneOfMany(message);
            } while (goesOn);
        } finally {
            subscription.unsubscribe();
        }
        return answers;
    }

    private static boolean isOneOfMany(Message message) {
        return message.getStatus() == null && message.getHeaders().containsKey("Nats-Num-Pending");
    }

    private static String masked(Message message) {
        StringBuilder text = new StringBuilder();
        if (message.getStatus() != null) {
            text.append(message.getStatus().getCode())
                    .append(' ')
                    .append(message.getStatus().getMessage())
                    .append('\n');
        }
        if (message.hasHeaders()) {
            for (String name : new TreeSet<>(message.getHeaders().keySet())) {
                text.append(name)
                        .append(": ")
                        .append(message.getHeaders().get(name))
                        .append('\n');
            }
        }
        text.append(new String(message.getData(), UTF_8));
        String masked = TIME.matcher(text).replaceAll("T");
        masked = REMAINING.matcher(masked).replaceAll("\"pause_remaining\":0");
        masked = API_COUNTS.matcher(masked).replaceAll("\"api\":{}");
        masked = ORIGINS.matcher(masked).replaceAll("\"lag\":0"); // how far copying has come is a matter of time
        masked = ORIGIN_LIST.matcher(masked).replaceAll("\"sources\":[]"); // in any order there
        masked = LEADER.matcher(masked).replaceAll("\"leader\":\"L\"");
        return JSON_FAULT.matcher(masked).replaceAll("\"invalid JSON\"");
    }
}
