package io.natter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.server.config.ServerConfig;
import org.junit.jupiter.api.Test;

class ConfigReloadIT {
    @Test
    void keepsTheOldConfigurationWhenTheNewOneCannotBeTakenOn() {
        ServerConfig config = ServerConfig.parse("listen: \"127.0.0.1:-1\", max_payload: 2048, max_subs: 5");
        try (NatterServer server = NatterServer.start(config)) {
            ServerConfig fixed = ServerConfig.parse("listen: \"127.0.0.1:-1\", max_payload: 1024, max_subs: 6");
            assertThatThrownBy(() -> server.reload(fixed))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("config reload not supported for MaxSubs: old=5, new=6");
            assertThat(server.config()).isEqualTo(config);

            server.reload(ServerConfig.parse("listen: \"127.0.0.1:-1\", max_payload: 1024, max_subs: 5"));
            assertThat(server.config().limits().maxPayload()).isEqualTo(1024);
        }
    }
}
