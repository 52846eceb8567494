package io.natter.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedOfTest {
    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', textBlock = """
        $JS.API.STREAM.INFO.ORDERS,                stream "ORDERS"
        $JS.hub.API.STREAM.MSG.GET.INFO,           stream "INFO"
        my.prefix.STREAM.PURGE.A,                  stream "A"
        $JS.API.DIRECT.GET.A,                      stream "A"
        $JS.API.DIRECT.GET.A.orders.new,           stream "A"
        $JS.API.CONSUMER.INFO.A.c,                 consumer "A > c"
        $JS.API.CONSUMER.CREATE.A.c.orders.*,      consumer "A > c"
        $JS.API.CONSUMER.CREATE.A,                 stream "A"
        $JS.API.CONSUMER.DURABLE.CREATE.A.c,       consumer "A > c"
        $JS.API.CONSUMER.MSG.NEXT.A.c,             consumer "A > c"
        $JS.API.CONSUMER.NAMES.A,                  stream "A"
        $JS.API.INFO,                              $JS.API.INFO
        publish to "a",                            publish to "a"
        """)
    void namesStreamsAndConsumers(String asked, String thing) {
        assertThat(AskedOf.thing(asked)).isEqualTo(thing);
    }
}
