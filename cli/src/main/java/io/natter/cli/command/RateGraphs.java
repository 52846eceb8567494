package io.natter.cli.command;

import io.natter.cli.text.RateGraph;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages a second of each subscription, as graphs over the whole terminal. <i>Confined to one thread.</i> */
final class RateGraphs implements Summary {
    /** Most subscriptions that have room. */
    static final int SUBJECTS_MAX = 4;

    private static final String CLEAR_SCREEN = "\033[2J\033[H";
    private static final int COLUMNS_MAX = 1000;
    private static final int COLUMNS_BESIDE = 10;
    private static final int ROWS_BESIDE = 6;

    private final Map<String, Rates> bySubject = new LinkedHashMap<>();

    /** What came in each second, the last one at the end. Confined to one thread. */
    private static final class Rates {
        final long[] seconds = new long[COLUMNS_MAX];
        long now;

        void endSecond() {
            System.arraycopy(seconds, 1, seconds, 0, seconds.length - 1);
            seconds[seconds.length - 1] = now;
            now = 0;
        }
    }

    RateGraphs(List<String> subjects) {
        subjects.forEach(subject -> bySubject.put(subject, new Rates()));
    }

    @Override
    public void count(String subject, int bytes) {
        Rates rates = bySubject.get(subject);
        if (rates != null) {
            rates.now++;
        }
    }

    @Override
    public void show(Surroundings around) {
        around.out().print(CLEAR_SCREEN);
        around.out().print(render(TerminalSize.of(around)));
        around.out().flush();
    }

    /** Ends a second and draws all, as they fit. */
    String render(TerminalSize terminal) {
        int columns = Math.min(COLUMNS_MAX, terminal.columns() - COLUMNS_BESIDE);
        int height = Math.max(1, (terminal.rows() - ROWS_BESIDE) / (bySubject.size() + 1) - 1);
        StringBuilder text = new StringBuilder();
        bySubject.forEach((subject, rates) -> {
            rates.endSecond();
            long[] shown = Arrays.copyOfRange(rates.seconds, COLUMNS_MAX - columns, COLUMNS_MAX);
            text.append(RateGraph.render(subject + " / second", shown, height))
                    .append(System.lineSeparator())
                    .append(System.lineSeparator());
        });
        return text.toString();
    }
}
