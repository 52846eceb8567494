package io.natter.store.sim;

import io.natter.store.RecordStore;
import io.natter.store.StoreException;
import io.natter.store.StreamOptions;
import io.natter.store.StreamStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One seed of the crash campaign: random work, a crash at any disk operation, recovery, a check; several times over.
 *
 * <p>After a crash the stream must be exactly what it was after some unit: one that was reported as durable, or a later one. What
 * the process wrote before it was killed must all be there. The same for side records. Of a lazy store, what was written before a
 * round of forces is durable when that round has ended, whatever was reported.
 */
public final class CrashCampaign {
    private static final int CRASHES = 4;

    private final Random random;
    private final SimDisk disk;
    private final Opener opener;
    private final boolean isLazy;
    private final RandomWork work;

    // states after each unit since the last recovery
    private final List<StreamModel> units = new ArrayList<>();
    private final List<Map<String, Integer>> sideUnits = new ArrayList<>();
    private int durable;
    private int sideDurable;
    private int written;
    private int sideWritten;
    private int expected;
    private int sideExpected;
    private int recovered;
    private int sideRecovered;
    private Map<String, Integer> side = new TreeMap<>();

    /** Opens a store, and says how to run its committer once. */
    public interface Opener {
        Opened open(SimDisk disk, Random random);
    }

    /** An open store. */
    public record Opened(RecordStore store, Runnable step) {}

    /** What the campaign found: a store that lost or invented something. */
    public static final class Violation extends AssertionError {
        private static final long serialVersionUID = 1;

        Violation(String message) {
            super(message);
        }
    }

    /** A campaign for stores whose commits are on disk when they are reported. */
    public CrashCampaign(long seed, Opener opener) {
        this(seed, opener, false);
    }

    /** A campaign; of a lazy store nothing is believed but its rounds of forces. */
    public CrashCampaign(long seed, Opener opener, boolean isLazy) {
        random = new Random(seed);
        disk = new SimDisk(random);
        this.opener = opener;
        this.isLazy = isLazy;
        work = new RandomWork(random, new StreamModel());
        units.add(new StreamModel());
        sideUnits.add(new TreeMap<>());
    }

    public SimDisk disk() {
        return disk;
    }

    public Random random() {
        return random;
    }

    /** Runs it all. */
    public void run() {
        for (int crash = 0; crash < CRASHES; crash++) {
            boolean isKill = false;
            try {
                disk.crashAfter(1 + random.nextInt(random.nextBoolean() ? 400 : 30));
                Opened opened = opener.open(disk, random);
                StreamStore stream = opened.store.open("acc/s", options());
                check(stream, false);
                workOn(opened, stream);
                disk.crashAfter(Long.MAX_VALUE - disk.operations());
                isKill = random.nextBoolean();
            } catch (SimDisk.PowerCut expected) {
                // the next round recovers
            }
            if (isKill) {
                disk.killProcess();
            } else {
                disk.powerCycle();
            }
            expected = isKill ? Math.max(durable, written) : durable;
            sideExpected = isKill ? Math.max(sideDurable, sideWritten) : sideDurable;
        }
        disk.crashAfter(Long.MAX_VALUE - disk.operations());
        Opened opened = opener.open(disk, random);
        check(opened.store.open("acc/s", options()), true);
    }

    private StreamOptions options() {
        return StreamOptions.defaults()
                .withOverhead(30, 4)
                .withLimits(work.model().limits)
                .withSegmentBytes(StreamOptions.SEGMENT_BYTES_MIN << random.nextInt(4));
    }

    private void workOn(Opened opened, StreamStore stream) {
        work.listen(stream);
        int steps = 20 + random.nextInt(200);
        for (int i = 0; i < steps; i++) {
            switch (random.nextInt(12)) {
                case 0, 1 -> commit(stream);
                case 2 -> {
                    commit(stream);
                    step(opened);
                    work.maintain(stream.writer());
                }
                case 3 -> step(opened);
                case 4 -> changeSide(stream);
                case 5 -> reset(stream);
                default -> work.change(stream);
            }
        }
        if (random.nextInt(3) == 0) {
            commit(stream);
            writeSide(stream);
            opened.store.close();
            durable = units.size() - 1;
            sideDurable = sideUnits.size() - 1;
        }
    }

    private void step(Opened opened) {
        opened.step.run();
        durable = Math.max(durable, isLazy ? written : recovered);
        sideDurable = Math.max(sideDurable, isLazy ? sideWritten : sideRecovered);
    }

    private void commit(StreamStore stream) {
        units.add(work.model().copy());
        int unit = units.size() - 1;
        stream.writer().commit(failure -> onDone(unit, failure));
        written = unit;
    }

    private void onDone(int unit, @Nullable StoreException failure) {
        if (failure != null) {
            throw new Violation("unit " + unit + ": " + failure);
        }
        durable = isLazy ? durable : Math.max(durable, unit);
    }

    private void reset(StreamStore stream) {
        if (random.nextInt(8) != 0) {
            return;
        }
        units.add(work.model().copy());
        StreamModel after = work.model().copy();
        if (random.nextBoolean()) {
            long lastSeq = work.model().firstSeq()
                    - 1
                    + random.nextLong(work.model().lastSeq - work.model().firstSeq() + 2);
            after.truncate(lastSeq);
            units.add(after.copy());
            stream.writer().truncate(lastSeq);
        } else {
            after.restart(1 + random.nextInt(100));
            units.add(after.copy());
            stream.writer().restart(after.lastSeq + 1);
        }
        work.model(after);
        durable = units.size() - 1;
        written = durable;
    }

    private void changeSide(StreamStore stream) {
        String key = "k" + random.nextInt(4);
        if (random.nextInt(4) == 0) {
            side.remove(key);
            stream.side().remove(key);
        } else {
            int value = random.nextInt(3000);
            side.put(key, value);
            stream.side().put(key, value(value));
        }
        if (random.nextBoolean()) {
            writeSide(stream);
        }
    }

    private void writeSide(StreamStore stream) {
        sideUnits.add(new TreeMap<>(side));
        int unit = sideUnits.size() - 1;
        stream.side().commit(failure -> {
            if (failure != null) {
                throw new Violation("side unit " + unit + ": " + failure);
            }
            sideDurable = isLazy ? sideDurable : Math.max(sideDurable, unit);
        });
        sideWritten = unit;
    }

    // Each length has its own bytes.
    private static byte[] value(int seed) {
        byte[] bytes = new byte[seed];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private void check(StreamStore stream, boolean isLast) {
        StreamModel found = RandomWork.read(stream, work.model().limits);
        int unit = units.size() - 1;
        while (unit >= 0 && !units.get(unit).isSame(found)) {
            unit--;
        }
        if (unit < expected) {
            throw new Violation("recovered unit " + unit + ", expected " + expected + " to " + (units.size() - 1)
                    + "\nfound "
                    + found.lastSeq + " " + found.records.keySet() + "\ndurable " + units.get(durable).lastSeq + " "
                    + units.get(durable).records.keySet() + "\nlast "
                    + units.get(units.size() - 1).records.keySet() + "\n" + stream.recovery());
        }
        if (!stream.recovery().lost().isEmpty()) {
            throw new Violation("lost: " + stream.recovery());
        }
        checkSide(stream);
        // What was found is durable once it was forced; until then the power may still take back what it left the last
        // time.
        units.subList(unit + 1, units.size()).clear();
        units.subList(0, durable).clear();
        durable = 0;
        written = units.size() - 1;
        recovered = written;
        work.model(found);
        if (isLast || random.nextBoolean()) {
            work.check(stream);
        }
    }

    private void checkSide(StreamStore stream) {
        var found = new TreeMap<String, Integer>();
        for (String key : stream.side().keys()) {
            byte[] value = stream.side().get(key);
            int length = value == null ? -1 : value.length;
            if (!Arrays.equals(value, value(length))) {
                throw new Violation("side record " + key + ": other bytes than were put");
            }
            found.put(key, length);
        }
        int unit = sideUnits.size() - 1;
        while (unit >= 0 && !sideUnits.get(unit).equals(found)) {
            unit--;
        }
        if (unit < sideExpected) {
            throw new Violation("side records: recovered " + found + ", expected "
                    + sideUnits.subList(sideDurable, sideUnits.size()));
        }
        sideUnits.subList(unit + 1, sideUnits.size()).clear();
        sideUnits.subList(0, sideDurable).clear();
        sideDurable = 0;
        sideWritten = sideUnits.size() - 1;
        sideRecovered = sideWritten;
        side = new TreeMap<>(found);
    }
}
