package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.alipay.sofa.jraft.entity.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SegmentedLogTest {

    private final SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(1));

    private static LogEntry entry(SegmentedLog log, long index) throws IOException {
        return Objects.requireNonNull(log.entry(index), "entry " + index);
    }

    private static void assertHolds(SegmentedLog log, long from, long to, int size) throws IOException {
        for (long index = from; index <= to; index++) {
            assertThat(LogFixture.dataOf(entry(log, index))).isEqualTo(LogFixture.data(index, size));
            assertThat(entry(log, index).getId().getIndex()).isEqualTo(index);
        }
    }

    private List<String> segments() {
        return disk.list().stream().filter(name -> name.matches("log-\\d+")).toList();
    }

    @Test
    void anEmptyLogBeginsAtOne() throws Exception {
        SegmentedLog log = LogFixture.openLog(disk);

        assertThat(log.firstIndex()).isEqualTo(1);
        assertThat(log.lastIndex()).isZero();
        assertThat(log.entry(1)).isNull();
    }

    @Test
    void entriesSpreadOverSegmentsAreThereAfterReopening() throws Exception {
        SegmentedLog log = LogFixture.openLog(disk);
        for (int i = 0; i < 40; i++) {
            log.append(LogFixture.entries(i * 10 + 1, i * 10 + 10, 500));
        }

        SegmentedLog reopened = LogFixture.openLog(disk.afterPowerCut());

        assertThat(segments()).hasSizeGreaterThan(3);
        assertThat(reopened.firstIndex()).isEqualTo(1);
        assertThat(reopened.lastIndex()).isEqualTo(400);
        assertHolds(reopened, 1, 400, 500);
    }

    @Test
    void aHugeEntryGetsASegmentOfItsOwnSize() throws Exception {
        SegmentedLog log = LogFixture.openLog(disk);
        log.append(LogFixture.entries(1, 3, 10));
        log.append(LogFixture.entries(4, 4, 3_000_000));
        log.append(LogFixture.entries(5, 6, 10));

        SegmentedLog reopened = LogFixture.openLog(disk.afterPowerCut());

        assertThat(LogFixture.dataOf(entry(reopened, 4))).hasSize(3_000_000);
        assertHolds(reopened, 5, 6, 10);
    }

    @Test
    void configurationEntriesKeepTheirPeersAndAreReportedWhenOpened() throws Exception {
        SegmentedLog log = LogFixture.openLog(disk);
        log.append(List.of(LogFixture.configuration(1, 1, "a", "b")));
        log.append(LogFixture.entries(2, 3, 10));
        List<LogEntry> reported = new ArrayList<>();

        try (LogRecovery recovery = new LogRecovery(disk.afterPowerCut())) {
            recovery.inspect(reported::add);
        }

        assertThat(reported).hasSize(1);
        assertThat(reported.getFirst().getPeers()).containsExactly(Peers.peer("a"), Peers.peer("b"));
        assertThat(reported.getFirst().getLearners()).isNull();
        assertThat(reported.getFirst().getId().getIndex()).isEqualTo(1);
    }

    @Test
    void aTruncatedTailIsGoneForGood() throws Exception {
        SegmentedLog log = LogFixture.openLog(disk);
        log.append(LogFixture.entries(1, 300, 500));

        log.truncateSuffix(100);
        log.append(List.of(LogFixture.entry(101, 2, new byte[] {7})));
        SegmentedLog reopened = LogFixture.openLog(disk.afterPowerCut());

        assertThat(reopened.lastIndex()).isEqualTo(101);
        assertHolds(reopened, 1, 100, 500);
        assertThat(LogFixture.dataOf(entry(reopened, 101))).containsExactly(7);
        assertThat(entry(reopened, 101).getId().getTerm()).isEqualTo(2);
    }

    @Test
    void theHeadGoesInWholeFilesAndOnlyWhenNobodyReadsThemAnyMore() throws Exception {
        SegmentedLog log = LogFixture.openLog(disk);
        log.append(LogFixture.entries(1, 400, 500));
        int before = segments().size();

        log.truncatePrefix(300);

        assertThat(log.firstIndex()).isEqualTo(300);
        assertThat(log.entry(10)).isNotNull();
        assertThat(segments()).hasSize(before);
        log.removeRetired(log.retiredCount());
        assertThat(segments().size()).isLessThan(before);
        assertThat(log.entry(10)).isNull();
        assertHolds(log, 300, 400, 500);
    }

    @Test
    void aResetLogBeginsWhereItIsTold() throws Exception {
        SegmentedLog log = LogFixture.openLog(disk);
        log.append(LogFixture.entries(1, 50, 500));

        log.reset(1000);
        SegmentedLog reopened = LogFixture.openLog(disk.afterPowerCut());

        assertThat(reopened.firstIndex()).isEqualTo(1000);
        assertThat(reopened.lastIndex()).isEqualTo(999);
        reopened.append(LogFixture.entries(1000, 1001, 5));
        assertHolds(reopened, 1000, 1001, 5);
    }

    @Test
    void refusesAnEntryThatLeavesAGap() throws Exception {
        SegmentedLog log = LogFixture.openLog(disk);
        log.append(LogFixture.entries(1, 5, 10));

        assertThatThrownBy(() -> log.append(LogFixture.entries(7, 7, 10)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("entry 7 does not follow entry 5");
    }

    @Test
    void rotInTheLastAcknowledgedBatchIsRefusedWithPlaceAndEntry() throws Exception {
        SegmentedLog log = LogFixture.openLog(disk);
        log.append(LogFixture.entries(1, 1, 100));
        log.append(LogFixture.entries(2, 2, 100));
        String name = segments().getFirst();
        byte[] bytes = disk.content(name);
        int second = Segment.HEAD_BYTES + (int) LogRecord.sizeOf(100);
        bytes[second + 60] ^= 1;
        disk.content(name, bytes);

        assertThatThrownBy(() -> LogFixture.openLog(disk))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageStartingWith("/disk/log-000000000001 is corrupt at offset " + second + " (entry 2;");
    }

    @Test
    void rotInASealedSegmentIsRefused() throws Exception {
        SegmentedLog log = LogFixture.openLog(disk);
        log.append(LogFixture.entries(1, 300, 500));
        String name = segments().getFirst();
        byte[] bytes = disk.content(name);
        bytes[Segment.HEAD_BYTES + 100] ^= 1;
        disk.content(name, bytes);

        assertThatThrownBy(() -> LogFixture.openLog(disk))
                .isInstanceOf(CorruptLogException.class)
                .hasMessage("/disk/log-000000000001 is corrupt at offset 64 (entry 1)");
    }

    @Test
    void aMissingSegmentIsRefused() throws Exception {
        SegmentedLog log = LogFixture.openLog(disk);
        log.append(LogFixture.entries(1, 400, 500));
        disk.delete(segments().get(1));

        assertThatThrownBy(() -> LogFixture.openLog(disk)).isInstanceOf(CorruptLogException.class);
    }

    @Test
    void aFileCutOffByHandIsRefused() throws Exception {
        SegmentedLog log = LogFixture.openLog(disk);
        log.append(LogFixture.entries(1, 20, 100));
        String name = segments().getFirst();
        disk.content(name, Arrays.copyOf(disk.content(name), 1000));

        assertThatThrownBy(() -> LogFixture.openLog(disk))
                .isInstanceOf(CorruptLogException.class)
                .hasMessage("/disk/log-000000000001 is cut off at offset 1000");
    }

    @Test
    void anUnfinishedWriteIsClearedAndWrittenOver() throws Exception {
        SegmentedLog log = LogFixture.openLog(disk);
        log.append(LogFixture.entries(1, 5, 100));
        String name = segments().getFirst();
        byte[] bytes = disk.content(name);
        log.append(LogFixture.entries(6, 8, 1000));
        byte[] later = disk.content(name);
        int end = Segment.HEAD_BYTES + 5 * (int) LogRecord.sizeOf(100);
        // of the second batch only the middle reached the disk
        System.arraycopy(later, end + 500, bytes, end + 500, 1800);
        disk.content(name, bytes);

        SegmentedLog reopened = LogFixture.openLog(disk);

        assertThat(reopened.lastIndex()).isEqualTo(5);
        reopened.append(LogFixture.entries(6, 6, 1000));
        SegmentedLog again = LogFixture.openLog(disk.afterPowerCut());
        assertThat(again.lastIndex()).isEqualTo(6);
        assertHolds(again, 1, 5, 100);
    }

    @Test
    void aCommandThatLooksLikeARecordIsNotTakenForOne() throws Exception {
        SegmentedLog log = LogFixture.openLog(disk);
        log.append(LogFixture.entries(1, 2, 100));
        byte[] forged = disk.content(segments().getFirst());
        SimulatedDisk other = new SimulatedDisk(new SplittableRandom(3));
        SegmentedLog victim = LogFixture.openLogWithSalt(other, 99);
        victim.append(List.of(LogFixture.entry(1, 1, new byte[10])));
        byte[] before = other.content("log-000000000001");
        victim.append(List.of(LogFixture.entry(2, 1, Arrays.copyOf(forged, 4000))));
        byte[] after = other.content("log-000000000001");
        // the write of entry 2 is torn: its head and what came after it are missing, the rest of its body is there
        System.arraycopy(before, 0, after, 0, 512);
        System.arraycopy(before, 4096, after, 4096, 512);
        other.content("log-000000000001", after);

        SegmentedLog reopened = LogFixture.openLog(other);

        assertThat(reopened.lastIndex()).isEqualTo(1);
    }

    @Test
    void countsTheBytesBehindAnIndex() throws Exception {
        SegmentedLog log = LogFixture.openLog(disk);
        log.append(LogFixture.entries(1, 400, 500));

        assertThat(log.bytesFrom(1)).isEqualTo(400 * LogRecord.sizeOf(500));
        assertThat(log.bytesFrom(301)).isEqualTo(100 * LogRecord.sizeOf(500));
        assertThat(log.bytesFrom(401)).isZero();
    }
}
