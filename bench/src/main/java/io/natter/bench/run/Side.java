package io.natter.bench.run;

import io.natter.bench.load.LatencyMark;
import io.natter.bench.result.Entry;
import io.natter.bench.result.Measured;
import io.natter.bench.result.Series;
import io.natter.bench.result.Statistics;
import io.natter.bench.workload.Gate;
import io.natter.bench.workload.Measure;
import io.natter.bench.workload.Sample;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What one server or client did over the rounds of one workload.
 *
 * <p>Confined to the runner's thread.
 */
final class Side {
    private final String name;
    private final List<Sample> samples = new ArrayList<>();
    private final List<Meter.Reading> readings = new ArrayList<>();
    private final Set<String> failures = new LinkedHashSet<>();
    private final Histogram latencies = LatencyMark.newHistogram();
    private @Nullable Sample cold;

    Side(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void addCold(Sample sample) {
        cold = sample;
    }

    void add(Sample sample, Meter.@Nullable Reading reading) {
        samples.add(sample);
        sample.failures().forEach(this::addFailure);
        if (reading != null) {
            readings.add(reading);
        }
        if (sample.latency() != null) {
            latencies.add(sample.latency());
        }
    }

    void addFailure(String text) {
        failures.add(name + ": " + text);
    }

    Set<String> failures() {
        return failures;
    }

    /** Returns the measure round by round, or null when no round has it. */
    @Nullable
    Series series(Measure measure) {
        List<Double> values = new ArrayList<>();
        for (Sample sample : samples) {
            Double value = sample.values().get(measure);
            if (value != null) {
                values.add(value);
            }
        }
        Double first = cold == null ? null : cold.values().get(measure);
        return values.isEmpty() ? null : Series.of(values, first);
    }

    /** Puts both sides of a row beside each other. */
    static Entry compared(String id, String title, List<Gate> gates, Side ours, Side theirs, Optional<String> remark) {
        List<Measured> measured = new ArrayList<>();
        for (Measure measure : Measure.values()) {
            Series our = ours.series(measure);
            if (our != null) {
                measured.add(Measured.of(measure, our, theirs.series(measure), gates));
            }
        }
        List<String> remarks = new ArrayList<>();
        remark.ifPresent(remarks::add);
        remarks.addAll(ours.failures());
        remarks.addAll(theirs.failures());
        return new Entry(id, title, measured, ours.conduct(), theirs.conduct(), remarks);
    }

    Entry.Conduct conduct() {
        return new Entry.Conduct(
                samples.stream().mapToLong(Sample::lost).sum(),
                samples.stream().mapToLong(Sample::outOfOrder).sum(),
                median(Meter.Reading::serverCores),
                median(Meter.Reading::generatorCores),
                largest(Meter.Reading::otherCores),
                largest(Meter.Reading::stealPercent),
                latencies.getTotalCount() == 0 ? null : encoded(latencies));
    }

    private double median(ToDoubleFunction<Meter.Reading> field) {
        List<Double> values = readings.stream().mapToDouble(field).boxed().toList();
        return values.isEmpty() ? 0 : Statistics.median(values);
    }

    private double largest(ToDoubleFunction<Meter.Reading> field) {
        return readings.stream().mapToDouble(field).max().orElse(0);
    }

    private static String encoded(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
    }
}
