package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.sofa.jraft.entity.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random work on the log, stopped anywhere: nothing that was acknowledged may be missing or different afterwards.
class SegmentedLogFuzzTest {

    private static final int SEEDS = Integer.getInteger("praetor.fuzz.seeds", 150);

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            seeds.add(seed);
        }
        return seeds;
    }

    /// What must be in the log: entries by index.
    private final TreeMap<Long, byte[]> acknowledged = new TreeMap<>();

    /// What the operation under way adds or removes.
    private final TreeMap<Long, byte[]> perhaps = new TreeMap<>();

    private long first = 1;
    private long term = 1;

    @ParameterizedTest
    @MethodSource("seeds")
    void everyAcknowledgedEntrySurvivesAPowerCut(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedDisk disk = new SimulatedDisk(random);

        for (int life = 0; life < 4; life++) {
            SegmentedLog log = LogFixture.openLog(disk);
            check(log);
            disk.crashAfter(random.nextInt(1, 120));
            work(log, random);
            disk = random.nextInt(4) == 0 ? disk.afterKill() : disk.afterPowerCut();
        }

        check(LogFixture.openLog(disk));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void damageIsEitherHarmlessOrRefused(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        SimulatedDisk disk = new SimulatedDisk(random);
        disk.crashAfter(random.nextInt(10, 200));
        work(LogFixture.openLog(disk), random);
        SimulatedDisk damaged = disk.afterKill();
        List<String> files = damaged.list();
        String victim = files.get(random.nextInt(files.size()));
        byte[] content = damaged.content(victim);
        damaged.content(victim, damage(content, random));

        try {
            check(LogFixture.openLog(damaged));
        } catch (CorruptLogException e) {
            assertThat(e.getMessage()).contains("/disk/" + victim);
            assertThat(damaged.list()).isEqualTo(files);
        }
    }

    private static byte[] damage(byte[] content, SplittableRandom random) {
        if (content.length == 0) {
            return content;
        }
        switch (random.nextInt(3)) {
            case 0 -> content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> {
                return Arrays.copyOf(content, random.nextInt(content.length));
            }
            default -> {
                byte[] longer = Arrays.copyOf(content, content.length + random.nextInt(1, 5000));
                for (int i = content.length; i < longer.length; i++) {
                    longer[i] = (byte) random.nextInt();
                }
                return longer;
            }
        }
        return content;
    }

    /// Random work until the machine stops.
    private void work(SegmentedLog log, SplittableRandom random) {
        try {
            while (true) {
                switch (random.nextInt(20)) {
                    case 0 -> truncatePrefix(log, random);
                    case 1 -> truncateSuffix(log, random);
                    case 2 -> reset(log, random);
                    case 3 -> log.removeRetired(random.nextInt(3));
                    default -> append(log, random);
                }
                perhaps.clear();
            }
        } catch (SimulatedDisk.Crash e) {
            // what was being done may or may not have happened
        }
    }

    private void append(SegmentedLog log, SplittableRandom random) {
        List<LogEntry> batch = new ArrayList<>();
        long index = log.lastIndex();
        int n = random.nextInt(1, 12);
        term += random.nextInt(10) == 0 ? 1 : 0;
        for (int i = 0; i < n; i++) {
            byte[] data = new byte[random.nextInt(30) == 0 ? random.nextInt(90_000) : random.nextInt(1200)];
            random.nextBytes(data);
            batch.add(LogFixture.entry(++index, term, data));
        }
        batch.forEach(entry -> perhaps.put(entry.getId().getIndex(), LogFixture.dataOf(entry)));
        assertThat(log.append(batch)).isTrue();
        acknowledged.putAll(perhaps);
    }

    /// Cut off in front, and perhaps still there, for whole files go.
    private void truncatePrefix(SegmentedLog log, SplittableRandom random) {
        long keep = log.firstIndex() + random.nextLong(log.lastIndex() - log.firstIndex() + 2);
        forget(acknowledged.headMap(keep));
        first = Math.max(first, keep);
        log.truncatePrefix(keep);
    }

    private void truncateSuffix(SegmentedLog log, SplittableRandom random) {
        if (log.lastIndex() > log.firstIndex()) {
            long keep = random.nextLong(log.firstIndex(), log.lastIndex());
            // JRaft cuts off what a new leader, of a higher term, has contradicted
            term++;
            forget(acknowledged.tailMap(keep, false));
            log.truncateSuffix(keep);
        }
    }

    private void reset(SegmentedLog log, SplittableRandom random) {
        if (random.nextInt(5) == 0) {
            forget(acknowledged);
            first = log.lastIndex() + random.nextInt(1, 100);
            term++;
            log.reset(first);
        }
    }

    private void forget(SortedMap<Long, byte[]> entries) {
        perhaps.putAll(entries);
        entries.clear();
    }

    private void check(SegmentedLog log) throws IOException {
        for (Map.Entry<Long, byte[]> expected : acknowledged.entrySet()) {
            assertThat(dataOf(log, expected.getKey()))
                    .as("entry %d", expected.getKey())
                    .isEqualTo(expected.getValue());
        }
        TreeMap<Long, byte[]> found = new TreeMap<>();
        for (long index = log.firstIndex(); index <= log.lastIndex(); index++) {
            byte[] data = dataOf(log, index);
            found.put(index, data);
            if (index >= first && !acknowledged.containsKey(index)) {
                assertThat(perhaps.get(index))
                        .as("entry %d, which nobody wrote", index)
                        .isEqualTo(data);
            }
        }
        acknowledged.clear();
        acknowledged.putAll(found);
        perhaps.clear();
        first = log.firstIndex();
    }

    private static byte[] dataOf(SegmentedLog log, long index) throws IOException {
        LogEntry entry = log.entry(index);
        assertThat(entry).as("entry %d", index).isNotNull();
        return LogFixture.dataOf(Objects.requireNonNull(entry));
    }
}
