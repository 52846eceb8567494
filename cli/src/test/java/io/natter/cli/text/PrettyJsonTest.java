package io.natter.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PrettyJsonTest {
    @Test
    void laysJsonOutOnLinesAndLeavesTextsAlone() {
        assertThat(PrettyJson.of("[{\"a\":1,\"b\":\"x:,{\\\"}\",\"c\":[],\"d\":{}, \"e\":[1,2]}]"))
                .isEqualTo("""
                        [
                          {
                            "a": 1,
                            "b": "x:,{\\"}",
                            "c": [],
                            "d": {},
                            "e": [
                              1,
                              2
                            ]
                          }
                        ]""");
    }
}
