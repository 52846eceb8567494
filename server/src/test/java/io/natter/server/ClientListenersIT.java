package io.natter.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.config.ConfigCheck;
import io.natter.server.config.ServerConfig;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a server listens that was not told an address. */
final class ClientListenersIT {
    @ParameterizedTest(name = "{0}: loopback only {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            ^^                                                                          | true
            accounts { A {} }                                                           | true
            system_account: S, accounts { S { users: [{user: s, password: p}] } }       | true
            authorization { user: a, password: b }                                      | false
            authorization { token: t }                                                  | false
            accounts { A { users: [{user: a, password: p}] } }                          | false
            """)
    void isOpenToOtherMachinesOnlyIfEveryoneMustShowWhoTheyAre(String text, boolean isLoopbackOnly) {
        ServerConfig config = ConfigCheck.of("f", text, name -> null).orThrow();
        try (var server = NatterServer.start(config.withClient(config.client().withPort(-1)))) {
            assertThat(server.ports().clients())
                    .extracting(InetSocketAddress::getAddress)
                    .allSatisfy(
                            address -> assertThat(address.isLoopbackAddress()).isEqualTo(isLoopbackOnly));
        }
    }
}
