package io.natter.cli.command;

import io.natter.cli.text.RateGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Figures of something that is looked at each second, as graphs over the whole terminal: as they are, or how fast they grow.
 *
 * <p><i>Confined to one thread.</i>
 */
public final class StateGraphs {
    private static final String CLEAR_SCREEN = "\033[2J\033[H";
    private static final int COLUMNS_MAX = 1000;
    private static final int COLUMNS_BESIDE = 11;
    private static final int ROWS_BESIDE = 6;
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** One figure, the latest at the end. Confined to one thread. */
    private static final class Figure {
        final String caption;
        final boolean isRate;
        final long[] seconds = new long[COLUMNS_MAX];
        long before;
        boolean isBegun;

        Figure(String caption, boolean isRate) {
            this.caption = caption;
            this.isRate = isRate;
        }

        void add(long value) {
            System.arraycopy(seconds, 1, seconds, 0, seconds.length - 1);
            long grown = isBegun ? Math.max(0, value - before) : 0;
            seconds[seconds.length - 1] = isRate ? grown : value;
            before = value;
            isBegun = true;
        }
    }

    private final Surroundings around;
    private final String title;
    private final List<Figure> figures = new ArrayList<>();

    /** Graphs below a title. */
    public StateGraphs(Surroundings around, String title) {
        this.around = around;
        this.title = title;
    }

    /** Throws {@link UsageException} if nobody looks, or there is too little room. */
    public static void check(Surroundings around) {
        if (!around.isOutputTerminal()) {
            throw new UsageException("can only graph data on an interactive terminal");
        }
        TerminalSize size = TerminalSize.of(around);
        if (size.columns() < TerminalSize.LEAST || size.rows() < TerminalSize.LEAST) {
            throw new UsageException("please increase terminal dimensions");
        }
    }

    /** One more graph, of a figure as it is. */
    public StateGraphs level(String caption) {
        figures.add(new Figure(caption, false));
        return this;
    }

    /** One more graph, of how much a figure grows in a second. */
    public StateGraphs rate(String caption) {
        figures.add(new Figure(caption, true));
        return this;
    }

    /** Draws what {@code look} sees, a figure for each graph, until the command is told to end. */
    public void run(Supplier<long[]> look) {
        try {
            while (true) {
                String drawn = render(look.get(), TerminalSize.of(around));
                around.print(CLEAR_SCREEN + drawn);
                Surroundings.pause(PERIOD);
            }
        } finally {
            around.print(CLEAR_SCREEN);
        }
    }

    /** Takes one look and draws all, as they fit. */
    String render(long[] values, TerminalSize terminal) {
        int columns = Math.min(COLUMNS_MAX, Math.max(1, terminal.columns() - COLUMNS_BESIDE));
        int height = Math.max(1, (terminal.rows() - ROWS_BESIDE) / figures.size() - 2);
        StringBuilder text = new StringBuilder(title).append("\n\n");
        for (int i = 0; i < figures.size(); i++) {
            Figure figure = figures.get(i);
            figure.add(values[i]);
            long[] shown = Arrays.copyOfRange(figure.seconds, COLUMNS_MAX - columns, COLUMNS_MAX);
            text.append(RateGraph.render(figure.caption, shown, height)).append("\n\n");
        }
        return text.toString();
    }
}
