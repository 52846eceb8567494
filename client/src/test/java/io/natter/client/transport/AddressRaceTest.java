package io.natter.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order in which the addresses of a host are tried, and how many loops serve a machine. */
class AddressRaceTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            10.0.0.1,                             10.0.0.1
            10.0.0.1 10.0.0.2,                    10.0.0.1 10.0.0.2
            10.0.0.1 10.0.0.2 ::1 ::2,            10.0.0.1 ::1 10.0.0.2 ::2
            ::1 ::2 ::3 10.0.0.1,                 ::1 10.0.0.1 ::2 ::3
            ::1 10.0.0.1 10.0.0.2 10.0.0.3,       ::1 10.0.0.1 10.0.0.2 10.0.0.3
            """)
    void familiesAlternateInTheResolversOrder(String resolved, String tried) throws Exception {
        assertThat(AddressRace.alternating(addresses(resolved), 4222).stream().map(InetSocketAddress::getAddress))
                .containsExactly(addresses(tried));
    }

    @ParameterizedTest(name = "{0} processors: {1}")
    @CsvSource({"1, 1", "2, 1", "3, 1", "4, 2", "8, 4", "64, 4"})
    void aFewLoopsServeAnyMachine(int processors, int loops) {
        assertThat(Loops.count(processors)).isEqualTo(loops);
    }

    private static InetAddress[] addresses(String text) {
        return Stream.of(text.split(" ", -1))
                .map(address -> {
                    try {
                        return InetAddress.getByName(address);
                    } catch (java.net.UnknownHostException e) {
                        throw new AssertionError(e);
                    }
                })
                .toArray(InetAddress[]::new);
    }
}
