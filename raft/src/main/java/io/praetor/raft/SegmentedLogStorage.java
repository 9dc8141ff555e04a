package io.praetor.raft;

import com.alipay.sofa.jraft.conf.Configuration;
import com.alipay.sofa.jraft.conf.ConfigurationEntry;
import com.alipay.sofa.jraft.conf.ConfigurationManager;
import com.alipay.sofa.jraft.entity.LogEntry;
import com.alipay.sofa.jraft.option.LogStorageOptions;
import com.alipay.sofa.jraft.storage.LogStorage;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// JRaft's view of the [SegmentedLog].
final class SegmentedLogStorage implements LogStorage {

    private final SegmentedLog log;
    private final List<LogEntry> configurations;
    private final @Nullable GivenConfiguration given;
    private final Consumer<Throwable> failures;
    private volatile @Nullable ConfigurationManager manager;

    /// @param configurations the configuration entries the log held when it was opened
    /// @param given the configuration before all of those; null if the log has begun with one
    /// @param failures is told what made an entry unreadable; JRaft stops then
    SegmentedLogStorage(
            SegmentedLog log,
            List<LogEntry> configurations,
            @Nullable GivenConfiguration given,
            Consumer<Throwable> failures) {
        this.log = log;
        this.configurations = List.copyOf(configurations);
        this.given = given;
        this.failures = failures;
    }

    @Override
    public boolean init(LogStorageOptions options) {
        ConfigurationManager into = options.getConfigurationManager();
        if (given != null) {
            into.setSnapshot(given.entry());
        }
        for (LogEntry entry : configurations) {
            Configuration old = new Configuration();
            if (entry.getOldPeers() != null) {
                old = new Configuration(entry.getOldPeers(), entry.getOldLearners());
            }
            into.add(new ConfigurationEntry(
                    entry.getId(), new Configuration(entry.getPeers(), entry.getLearners()), old));
        }
        manager = into;
        return true;
    }

    /// The index of the entry that set the newest configuration, committed or not; 0 if there is none.
    long configurationIndex() {
        ConfigurationManager from = manager;
        ConfigurationEntry newest = from == null ? null : from.getLastConfiguration();
        return newest == null ? 0 : newest.getId().getIndex();
    }

    /// JRaft calls this when it is done with the log; who opened it closes it.
    @Override
    public void shutdown() {}

    @Override
    public long getFirstLogIndex() {
        return log.firstIndex();
    }

    @Override
    public long getLastLogIndex() {
        return log.lastIndex();
    }

    @Override
    @SuppressWarnings("NullAway") // null is how JRaft is told that there is no such entry
    public LogEntry getEntry(long index) {
        try {
            return log.entry(index);
        } catch (IOException e) {
            failures.accept(e);
            return null;
        }
    }

    @Override
    @Deprecated
    public long getTerm(long index) {
        LogEntry entry = getEntry(index);
        return entry == null ? 0 : entry.getId().getTerm();
    }

    @Override
    public boolean appendEntry(LogEntry entry) {
        return log.append(List.of(entry));
    }

    @Override
    public int appendEntries(List<LogEntry> entries) {
        return entries.isEmpty() || log.append(entries) ? entries.size() : 0;
    }

    @Override
    public boolean truncatePrefix(long firstKept) {
        return log.truncatePrefix(firstKept);
    }

    @Override
    public boolean truncateSuffix(long lastKept) {
        return log.truncateSuffix(lastKept);
    }

    @Override
    public boolean reset(long next) {
        return log.reset(next);
    }
}
