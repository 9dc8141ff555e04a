package io.praetor.agent.cache;

import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.query.Answer;
import io.praetor.server.query.AnswerCache;
import io.praetor.server.query.CacheControl;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One question with its answer and with whoever waits for a newer one.
///
/// At most one fetch is under way. A fetch of a followed question leads to the next, which waits for news: while the
/// entry lives, *fetching* is true. A fetch may answer on the thread that starts it; so the one who starts it also goes
/// on ([#fetch]), in a loop rather than in a call within the call.
final class CacheEntry<T extends @Nullable Object> {
    /// How many readers may wait for one entry.
    static final int MOST_WAITING = 100_000;

    /// How long a followed question waits for news before it is asked again.
    private static final Duration WATCH = Duration.ofMinutes(10);

    /// So many failures in a row are followed by the next attempt at once.
    private static final int QUICK_ATTEMPTS = 3;

    private static final int MOST_DOUBLINGS = 6;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /// What makes questions the same.
    record Key(Object question, String datacenter, String token) {}

    private final Key key;
    private final AnswerCache.Question<T> question;
    private final AgentCache owner;
    /// Everything below is guarded by this.
    private final FetchLimit limit = new FetchLimit();

    private final Set<Reader> readers = new LinkedHashSet<>();
    private @Nullable Answer<T> answer;
    /// When the answer was last known to be the newest; of no meaning while it is followed.
    private long confirmed;

    private boolean following;
    private boolean fetching;
    private int round;
    private boolean calling;
    private boolean again;
    private Cancellable underWay = Cancellable.NONE;
    private int failures;
    private boolean gone;

    CacheEntry(Key key, AnswerCache.Question<T> question, AgentCache owner) {
        this.key = key;
        this.question = question;
        this.owner = owner;
    }

    Key key() {
        return key;
    }

    private boolean isFollowed() {
        return question.kind() == AnswerCache.Kind.FOLLOWED;
    }

    // ---- readers

    /// Answers or waits.
    ///
    /// @return null when the entry has gone meanwhile
    @Nullable Cancellable read(ReadOptions options, CacheControl control, AnswerCache.Callback<T> done) {
        Answer<T> hit = null;
        Duration age = Duration.ZERO;
        Reader reader = null;
        boolean first = false;
        synchronized (this) {
            if (gone) {
                return null;
            }
            Answer<T> known = answer;
            if (known != null && isNews(known, options.minIndex()) && isRecent(control)) {
                hit = known;
                age = age();
            } else if (readers.size() >= MOST_WAITING) {
                throw new RequestFailure(RequestFailure.Kind.RATE_LIMITED, "too many blocking queries");
            } else {
                (known == null ? owner.figures().misses() : owner.figures().expiredMisses()).increment();
                reader = new Reader(isFollowed() ? options.minIndex() : 0, control, done);
                readers.add(reader);
                first = !fetching;
                fetching = true;
            }
        }
        if (hit != null) {
            owner.figures().hits().increment();
            done.answered(hit, age);
            return Cancellable.NONE;
        }
        if (reader == null) {
            throw new AssertionError("a read that was neither answered nor kept waiting");
        }
        if (reader.minIndex != 0) {
            reader.startTimer(options.longest());
        }
        if (first) {
            begin();
        }
        return reader;
    }

    private boolean isNews(Answer<T> known, long minIndex) {
        return !isFollowed() || minIndex == 0 || Long.compareUnsigned(known.index(), minIndex) > 0;
    }

    /// A followed answer is as recent as can be, whatever is asked for.
    private boolean isRecent(CacheControl control) {
        if (isFollowed()) {
            return true;
        }
        Duration most = control.maxAge();
        return !control.mustRevalidate() && (most == null || age().compareTo(most) <= 0);
    }

    private Duration age() {
        return following ? Duration.ZERO : Duration.ofNanos(owner.now() - confirmed);
    }

    /// Somebody who waits.
    private final class Reader implements Cancellable {
        private final CacheControl control;
        private final AnswerCache.Callback<T> done;
        /// Guarded by the entry, like the timer; 0 once the time is over: the next answer will do.
        private long minIndex;

        private Cancellable timer = Cancellable.NONE;
        private boolean left;

        Reader(long minIndex, CacheControl control, AnswerCache.Callback<T> done) {
            this.minIndex = minIndex;
            this.control = control;
            this.done = done;
        }

        void startTimer(Duration wish) {
            boolean most = wish.isZero() || wish.isNegative() || wish.compareTo(WATCH) > 0;
            Cancellable started = owner.scheduler().after(most ? WATCH : wish, this::expire);
            synchronized (CacheEntry.this) {
                if (!left) {
                    timer = started;
                    return;
                }
            }
            started.cancel();
        }

        private void expire() {
            Answer<T> present;
            synchronized (CacheEntry.this) {
                minIndex = 0;
                present = answer;
                if (present == null || !leave()) {
                    return;
                }
            }
            owner.executor().execute(() -> done.answered(present, null));
        }

        /// @return whether it was still waiting
        private boolean leave() {
            boolean waited = readers.remove(this);
            left = true;
            return waited;
        }

        @Override
        public void cancel() {
            Cancellable stopped = Cancellable.NONE;
            Cancellable running;
            synchronized (CacheEntry.this) {
                running = timer;
                if (leave() && gone && readers.isEmpty()) {
                    stopped = underWay;
                }
            }
            running.cancel();
            stopped.cancel();
        }
    }

    // ---- fetches

    private void begin() {
        long wait;
        synchronized (this) {
            wait = reserve();
        }
        begin(wait);
    }

    private long reserve() {
        return limit.reserve(owner.settings(), owner.now());
    }

    private void begin(long wait) {
        if (wait > 0) {
            owner.scheduler()
                    .after(Duration.ofNanos(wait), () -> owner.executor().execute(this::fetch));
        } else {
            fetch();
        }
    }

    private void fetch() {
        boolean more = true;
        while (more) {
            long after;
            int mine;
            synchronized (this) {
                if (gone && readers.isEmpty()) {
                    fetching = false;
                    return;
                }
                Answer<T> known = answer;
                after = known != null && following ? known.index() : 0;
                calling = true;
                again = false;
                mine = ++round;
            }
            ReadOptions options = new ReadOptions(key.datacenter(), Consistency.STALE, after, WATCH, key.token());
            Cancellable handle = ask(options);
            synchronized (this) {
                more = mine == round && again;
                if (mine == round) {
                    calling = false;
                    underWay = handle;
                }
            }
        }
    }

    /// A source that throws has failed like any other: whoever waits hears of it.
    private Cancellable ask(ReadOptions options) {
        Fetch fetch = new Fetch();
        try {
            return question.source().read(options, fetch);
        } catch (RuntimeException e) {
            fetch.failed(e);
            return Cancellable.NONE;
        }
    }

    private final class Fetch implements ReadCallback<T> {
        @Override
        public void answered(Answer<T> fresh) {
            owner.figures().fetches().increment();
            settle(fresh);
        }

        @Override
        public void failed(Throwable cause) {
            owner.figures().failedFetches().increment();
            fail(cause);
        }
    }

    private void settle(Answer<T> fresh) {
        List<Reader> due = new ArrayList<>();
        boolean next;
        long wait = 0;
        synchronized (this) {
            answer = fresh;
            confirmed = owner.now();
            following = isFollowed();
            failures = 0;
            for (Reader reader : List.copyOf(readers)) {
                if (isNews(fresh, reader.minIndex)) {
                    reader.leave();
                    due.add(reader);
                }
            }
            next = isFollowed() && !(gone && readers.isEmpty());
            fetching = next;
            if (next) {
                wait = reserve();
                again = calling && wait == 0;
                next = !again;
            }
        }
        for (Reader reader : due) {
            reader.timer.cancel();
            reader.done.answered(fresh, null);
        }
        if (next) {
            begin(wait);
        }
    }

    private void fail(Throwable cause) {
        List<Reader> all;
        Answer<T> old;
        Duration age;
        boolean retries;
        long pause;
        synchronized (this) {
            if (following) {
                following = false;
                confirmed = owner.now();
            }
            failures++;
            all = List.copyOf(readers);
            all.forEach(Reader::leave);
            old = answer;
            age = old == null ? Duration.ZERO : age();
            gone = gone || old == null;
            retries = isFollowed() && !gone;
            fetching = retries;
            pause = Math.max(pause(failures).toNanos(), retries ? reserve() : 0);
        }
        if (old == null) {
            owner.remove(this);
        }
        for (Reader reader : all) {
            reader.timer.cancel();
            boolean good = !isFollowed() && old != null && age.compareTo(reader.control.staleIfError()) <= 0;
            if (good && old != null) {
                reader.done.answered(old, age);
            } else {
                reader.done.failed(cause);
            }
        }
        if (retries) {
            begin(pause);
        }
    }

    /// Never zero: what fails at once must not fail in a loop.
    private static Duration pause(int failures) {
        int doublings = failures - QUICK_ATTEMPTS;
        if (doublings <= 0) {
            return Duration.ofMillis(1);
        }
        return doublings >= MOST_DOUBLINGS ? LONGEST_PAUSE : Duration.ofSeconds(1L << doublings);
    }

    /// The entry is dropped; who waits is still answered.
    void retire() {
        Cancellable stopped = Cancellable.NONE;
        synchronized (this) {
            gone = true;
            if (readers.isEmpty()) {
                stopped = underWay;
            }
        }
        stopped.cancel();
    }
}
