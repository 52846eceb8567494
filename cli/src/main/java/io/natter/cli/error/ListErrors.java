package io.natter.cli.error;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.BoxTable;
import io.natter.protocol.jetstream.ApiErrorCode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter errors ls}. <i>Confined to one thread.</i> */
@Command(name = "ls", description = "List all known error codes")
final class ListErrors implements Callable<Integer> {
    private static final Comparator<ApiErrorCode> BY_TEXT = Comparator.comparing(ApiErrorCode::template);
    private static final Map<String, Comparator<ApiErrorCode>> ORDERS = Map.of(
            "code", Comparator.comparingInt(ApiErrorCode::errorCode),
            "http", Comparator.comparingInt(ApiErrorCode::code).thenComparingInt(ApiErrorCode::errorCode),
            "description", BY_TEXT,
            "descr", BY_TEXT,
            "d", BY_TEXT);

    @Parameters(
            index = "0",
            arity = "0..1",
            defaultValue = ".",
            paramLabel = "<match>",
            description = "Regular expression match to limit the displayed results")
    private String match = ".";

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = "code",
            paramLabel = "<sort>",
            description = "Sorts by a specific field (code, http, description, d, descr)")
    private String sort = "code";

    @Option(
            names = {"-R", "--reverse"},
            description = "Reverse sort")
    private boolean isReversed;

    private final Session session;

    ListErrors(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        @Nullable Comparator<ApiErrorCode> order = ORDERS.get(sort);
        if (order == null) {
            throw new UsageException("sort: got \"" + sort + "\", expected one of code, http, description, descr, d");
        }
        Pattern pattern = pattern();
        List<ApiErrorCode> found = Stream.of(ApiErrorCode.values())
                .filter(error -> isMatch(error, pattern))
                .sorted(isReversed ? order.reversed() : order)
                .toList();
        if (found.isEmpty()) {
            throw new UsageException("no errors found matching regular expression " + match);
        }
        BoxTable table = new BoxTable("NATS Errors", "NATS Code", "HTTP Error Code", "Description", "Constant");
        found.forEach(error -> table.row(
                Integer.toString(error.errorCode()), Integer.toString(error.code()), error.template(), error.name()));
        session.around().print(table.render());
        return 0;
    }

    private Pattern pattern() {
        try {
            return Pattern.compile(match, Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException e) {
            throw new UsageException("match: " + e.getDescription() + " in \"" + match + "\"", e);
        }
    }

    private static boolean isMatch(ApiErrorCode error, Pattern pattern) {
        return Stream.of(error.template(), error.name(), "" + error.code(), "" + error.errorCode())
                .anyMatch(text -> pattern.matcher(text).find());
    }
}
