package io.natter.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.service.Endpoint;
import io.natter.client.service.Service;
import io.natter.client.service.ServiceConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceRequestIT {
    private final JetStreamServer server;
    private final Service service;
    private final CommandRun command;

    ServiceRequestIT(@TempDir Path store, @TempDir Path home) {
        server = JetStreamServer.start(store);
        service = Service.start(
                server.nats(),
                ServiceConfig.of("SVC", "1.0.0"),
                endpoints -> endpoints
                        .group("deep")
                        .endpoint(Endpoint.of("echo", request -> "got " + request.text()))
                        .endpoint(Endpoint.of("other", request -> "other")));
        command = new CommandRun(home, server.url());
    }

    @AfterEach
    void stop() {
        service.close();
        server.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments                             | answers
            SVC echo hello --raw                  | got hello
            SVC echo --raw                        | got
            SVC other x --raw                     | other
            SVC echo n{{Count}} --raw --count 2   | got n1 got n2
            SVC echo n{{Count}} --raw --no-templates | got n{{Count}}
            SVC echo --raw --force-stdin          | got piped
            SVC echo x --raw --translate rev      | x tog
            """)
    void asksTheSubjectOfTheEndpoint(String arguments, String answers) {
        command.input = "piped";
        assertThat(command.run(("service request " + arguments).split(" +")))
                .as(command.err())
                .isZero();
        assertThat(String.join(" ", command.out().split("\\s+"))).isEqualTo(answers);
    }

    @Test
    void readsItsInputWhereNobodyTypes() {
        command.isInputTerminal = false;
        command.input = "one\ntwo\n";
        assertThat(command.run("micro", "req", "SVC", "echo", "--send-on", "newline"))
                .isZero();
        assertThat(command.out()).contains("got one", "got two");
        assertThat(command.err()).contains("Sending request on \"deep.echo\"", "Received with rtt ");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            arguments    | error
            SVC          | required argument 'endpoint' not provided, try --help
            SVC nope     | service "SVC" has no endpoint "nope" (available: echo, other)
            NONE echo    | no service instances found
            """)
    void refuses(String arguments, String error) {
        assertThat(command.run(("service request " + arguments).split(" +"))).isEqualTo(1);
        assertThat(command.err()).isEqualToNormalizingNewlines("natter: error: " + error + "\n");
    }
}
