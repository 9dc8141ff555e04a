package io.praetor.raft;

import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.entity.EnumOutter.EntryType;
import com.alipay.sofa.jraft.entity.LogEntry;
import com.alipay.sofa.jraft.entity.LogId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Makes entries, and logs over any files.
final class LogFixture {

    static final long SEGMENT_BYTES = RaftSettings.MIN_SEGMENT_BYTES;
    static final int CHUNK_BYTES = 16 << 10;

    private LogFixture() {}

    static RaftStorage open(RaftFiles files) throws RaftStartException {
        return RaftStorage.open(
                files, "/disk", null, SEGMENT_BYTES, CHUNK_BYTES, new SplittableRandom(7), Runnable::run);
    }

    /// A log alone, without asking for the snapshots that cover what was cut off.
    static SegmentedLog openLog(RaftFiles files) throws IOException {
        return openLogWithSalt(files, 7);
    }

    static SegmentedLog openLogWithSalt(RaftFiles files, long seed) throws IOException {
        SegmentedLog log = new SegmentedLog(
                files, SEGMENT_BYTES, CHUNK_BYTES, new SplittableRandom(seed), new DiskState(), Runnable::run);
        try (LogRecovery recovery = new LogRecovery(files)) {
            LogRecovery.Found found = recovery.inspect(_ -> {});
            recovery.repair();
            log.load(found);
        }
        return log;
    }

    static LogEntry entry(long index, long term, byte[] data) {
        LogEntry entry = new LogEntry(EntryType.ENTRY_TYPE_DATA);
        entry.setId(new LogId(index, term));
        entry.setData(ByteBuffer.wrap(data));
        return entry;
    }

    static LogEntry configuration(long index, long term, String... voters) {
        LogEntry entry = new LogEntry(EntryType.ENTRY_TYPE_CONFIGURATION);
        entry.setId(new LogId(index, term));
        Configuration peers = new Configuration();
        for (String voter : voters) {
            peers.addPeer(Peers.peer(voter));
        }
        entry.setPeers(peers.listPeers());
        return entry;
    }

    /// Entries `from` to `to` of term 1, each with `size` bytes that tell the index.
    static List<LogEntry> entries(long from, long to, int size) {
        List<LogEntry> entries = new ArrayList<>();
        for (long index = from; index <= to; index++) {
            entries.add(entry(index, 1, data(index, size)));
        }
        return entries;
    }

    static byte[] data(long index, int size) {
        byte[] data = new byte[size];
        for (int i = 0; i < size; i++) {
            data[i] = (byte) (index * 31 + i);
        }
        return data;
    }

    static byte[] dataOf(LogEntry entry) {
        ByteBuffer data = entry.getData().duplicate();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }
}
