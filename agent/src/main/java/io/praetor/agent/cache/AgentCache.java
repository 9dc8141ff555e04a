package io.praetor.agent.cache;

import io.praetor.model.telemetry.Telemetry;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.Scheduler;
import io.praetor.server.Ticker;
import io.praetor.server.query.AnswerCache;
import io.praetor.server.query.CacheControl;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The agent's cache: a bounded number of questions, the ones unused for longest dropped first.
public final class AgentCache implements AnswerCache, AutoCloseable {
    /// How many answers are kept.
    static final int MOST_ENTRIES = 10_000;

    /// How long an answer that nobody asks for is kept.
    static final Duration UNUSED = Duration.ofDays(3);

    private static final Duration SWEEP = Duration.ofMinutes(10);

    private final String datacenter;
    private final Scheduler scheduler;
    private final Executor executor;
    private final Ticker ticker;
    private final CacheFigures figures;
    private final int most;
    /// Least recently used first; guarded by itself.
    private final LinkedHashMap<CacheEntry.Key, Used> entries = new LinkedHashMap<>(16, 0.75f, true);

    private boolean sweeping;
    private volatile CacheSettings settings;
    private volatile boolean closed;

    /// An entry and when it was last asked for.
    private record Used(CacheEntry<?> entry, long at) {}

    /// @param datacenter of the agent
    /// @param scheduler  for what comes later
    /// @param executor   runs what the scheduler's thread should not
    public AgentCache(
            String datacenter,
            CacheSettings settings,
            Scheduler scheduler,
            Executor executor,
            Ticker ticker,
            Telemetry telemetry) {
        this(datacenter, settings, scheduler, executor, ticker, CacheFigures.in(telemetry), MOST_ENTRIES);
        telemetry.poll("cache.entries_count", this::size);
    }

    AgentCache(
            String datacenter,
            CacheSettings settings,
            Scheduler scheduler,
            Executor executor,
            Ticker ticker,
            CacheFigures figures,
            int most) {
        this.datacenter = datacenter;
        this.settings = settings;
        this.scheduler = scheduler;
        this.executor = executor;
        this.ticker = ticker;
        this.figures = figures;
        this.most = most;
    }

    @Override
    public <T extends @Nullable Object> Cancellable read(
            Question<T> question, ReadOptions options, CacheControl control, Callback<T> done) {
        String named = options.datacenter();
        String wanted = named == null || named.isEmpty() ? datacenter : named;
        CacheEntry.Key key = new CacheEntry.Key(question.key(), wanted, options.token());
        while (!closed) {
            CacheEntry<T> entry = entry(key, question);
            Cancellable reading;
            try {
                reading = entry.read(options, control, done);
            } catch (RequestFailure e) {
                done.failed(e);
                return Cancellable.NONE;
            }
            if (reading != null) {
                return reading;
            }
            remove(entry);
        }
        done.failed(RequestFailure.noLeader());
        return Cancellable.NONE;
    }

    /// Equal keys belong to questions of one type: the key says what is asked.
    @SuppressWarnings("unchecked")
    private <T extends @Nullable Object> CacheEntry<T> entry(CacheEntry.Key key, Question<T> question) {
        CacheEntry<?> entry;
        CacheEntry<?> dropped = null;
        boolean sweep;
        synchronized (entries) {
            Used known = entries.get(key);
            entry = known == null ? new CacheEntry<>(key, question, this) : known.entry();
            entries.put(key, new Used(entry, now()));
            if (entries.size() > most) {
                dropped = entries.pollFirstEntry().getValue().entry();
            }
            sweep = !sweeping;
            sweeping = true;
        }
        if (dropped != null) {
            dropped.retire();
        }
        if (sweep) {
            scheduler.after(SWEEP, this::sweep);
        }
        return (CacheEntry<T>) entry;
    }

    private void sweep() {
        List<CacheEntry<?>> old = new ArrayList<>();
        boolean again;
        synchronized (entries) {
            long now = now();
            for (Map.Entry<CacheEntry.Key, Used> eldest = entries.firstEntry();
                    eldest != null && now - eldest.getValue().at() > UNUSED.toNanos();
                    eldest = entries.firstEntry()) {
                old.add(eldest.getValue().entry());
                entries.pollFirstEntry();
            }
            again = !entries.isEmpty() && !closed;
            sweeping = again;
        }
        old.forEach(CacheEntry::retire);
        figures.evictions().add(old.size());
        if (again) {
            scheduler.after(SWEEP, this::sweep);
        }
    }

    void remove(CacheEntry<?> entry) {
        synchronized (entries) {
            Used known = entries.get(entry.key());
            if (known != null && known.entry().equals(entry)) {
                entries.remove(entry.key());
            }
        }
    }

    /// Takes over changed settings.
    public void configure(CacheSettings fresh) {
        settings = fresh;
    }

    CacheSettings settings() {
        return settings;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Executor executor() {
        return executor;
    }

    CacheFigures figures() {
        return figures;
    }

    long now() {
        return ticker.nanos();
    }

    /// How many answers are kept: a gauge.
    public int size() {
        synchronized (entries) {
            return entries.size();
        }
    }

    /// Follows nothing any more and answers nothing that comes.
    @Override
    public void close() {
        closed = true;
        List<CacheEntry<?>> all = new ArrayList<>();
        synchronized (entries) {
            entries.values().forEach(used -> all.add(used.entry()));
            entries.clear();
        }
        all.forEach(CacheEntry::retire);
    }
}
