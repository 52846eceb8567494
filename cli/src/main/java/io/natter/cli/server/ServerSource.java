package io.natter.cli.server;

import io.natter.cli.command.UsageException;
import java.util.List;

/** Where answers of servers come from. Thread-safe where its connection is. */
public sealed interface ServerSource permits SystemRequests, MonitoringPages, ChosenServers {
    /**
     * What every server says of that page.
     *
     * @throws UsageException if none answers, or one refuses
     */
    List<ServerAnswer> ask(Page page, PageOptions options);
}
