package io.praetor.server.query;

import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The reads that wait for one question asked in one way. They share one set of watches, one evaluation a wake-up, and
/// one answer.
///
/// An evaluation answers only reads that joined before it took its snapshot: a later one may have followed a write that
/// the snapshot does not show. Such a late read causes one more evaluation, unless the answer is not news to it: then
/// it waits, and the watches of that evaluation see every change since.
///
/// States: *evaluating* (one thread is in [#evaluate]), *armed* (watches wait for a change), *ended* (empty, out of the
/// map, for good).
final class Group<T extends @Nullable Object> {
    /// What makes reads equal. The token is part of it: what a read may see depends on who asks.
    record Key<T extends @Nullable Object>(Query<T> query, Consistency consistency, String token) {}

    private final Key<T> key;
    private final ReadOptions how;
    private final LocalQueries owner;
    private @Nullable Waiter<T> first;
    private int round;
    private boolean evaluating;
    private boolean again;
    private boolean ended;
    private @Nullable Answer<T> last;
    private @Nullable Authorizer lastBy;
    private @Nullable Watches watches;

    Group(Key<T> key, LocalQueries owner) {
        this.key = key;
        how = new ReadOptions(null, key.consistency(), 0, Duration.ZERO, key.token());
        this.owner = owner;
    }

    Key<T> key() {
        return key;
    }

    /// What joining led to.
    enum Join {
        /// The group has ended: take another.
        ENDED,
        /// The answer that is shared is news to this read: it need not wait.
        NEWS,
        /// It waits.
        WAITS,
        /// It waits, and its thread has to evaluate.
        EVALUATES
    }

    Join join(Waiter<T> waiter, long waitNanos) {
        synchronized (this) {
            if (ended) {
                return Join.ENDED;
            }
            Answer<T> known = last;
            Watches armed = watches;
            if (armed != null && !armed.fired() && known != null && isNews(known, waiter)) {
                return Join.NEWS;
            }
            link(waiter);
            owner.timers().start(waiter, waitNanos);
            if (armed == null && !evaluating) {
                waiter.round = round;
                evaluating = true;
                round++;
                return Join.EVALUATES;
            }
            waiter.round = round;
            return Join.WAITS;
        }
    }

    private static boolean isNews(Answer<?> answer, Waiter<?> waiter) {
        return Long.compareUnsigned(answer.index(), waiter.minIndex) > 0;
    }

    private void link(Waiter<T> waiter) {
        waiter.next = first;
        if (first != null) {
            first.previous = waiter;
        }
        first = waiter;
        waiter.linked = true;
    }

    private void unlink(Waiter<T> waiter) {
        Waiter<T> before = waiter.previous;
        Waiter<T> after = waiter.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        waiter.next = null;
        waiter.previous = null;
        waiter.linked = false;
        waiter.stopTimer();
        owner.left();
    }

    /// Something the answer depends on has changed. Runs on the wake executor and only hands the work over.
    private void changed(Watches fired) {
        synchronized (this) {
            if (ended || watches != fired) {
                return;
            }
            watches = null;
            evaluating = true;
            round++;
        }
        owner.evaluateLater(this);
    }

    /// Evaluate again though no watch fired: the whole state was replaced.
    void recheck() {
        Watches armed;
        synchronized (this) {
            if (ended) {
                return;
            }
            if (evaluating) {
                again = true;
                return;
            }
            armed = watches;
            watches = null;
            evaluating = true;
            round++;
        }
        if (armed != null) {
            armed.close();
        }
        owner.evaluateLater(this);
    }

    /// Evaluates and answers whom it concerns, until nobody who joined meanwhile is left out. Only one thread at a time
    /// gets here. What the token stands for is asked each time: it may have changed, or be gone.
    void evaluate() {
        boolean more = true;
        while (more) {
            State state;
            Authorizer by;
            try {
                state = owner.state(key.consistency());
                by = owner.viewers().now(key.token());
            } catch (RuntimeException | Error e) {
                fail(e);
                return;
            }
            if (by == null) {
                owner.whenKnown(key.token(), this::evaluateFor, this::fail);
                return;
            }
            more = evaluate(state, by);
        }
    }

    private void evaluateFor(Authorizer by) {
        State state;
        try {
            state = owner.state(key.consistency());
        } catch (RequestFailure e) {
            fail(e);
            return;
        }
        if (evaluate(state, by)) {
            evaluate();
        }
    }

    /// @return whether to evaluate once more
    private boolean evaluate(State state, Authorizer by) {
        Watches collected = new Watches(Watches.DEFAULT_LIMIT);
        Answer<T> answer;
        try {
            answer = owner.evaluate(state, key.query(), how, by, collected);
        } catch (RuntimeException | Error e) {
            // whatever it is, nobody may wait for an answer that does not come
            collected.close();
            fail(e);
            return false;
        }
        return settle(answer, by, collected);
    }

    /// @return whether to evaluate once more
    private boolean settle(Answer<T> answer, Authorizer by, Watches collected) {
        List<Waiter<T>> due = new ArrayList<>();
        boolean more;
        boolean armed = false;
        synchronized (this) {
            more = again;
            again = false;
            if (!more) {
                more = takeDue(answer, due);
            }
            if (first == null) {
                more = false;
                end();
            } else if (more) {
                round++;
            } else {
                last = answer;
                lastBy = by;
                watches = collected;
                evaluating = false;
                armed = true;
            }
        }
        if (armed) {
            collected.onFire(() -> changed(collected));
        } else {
            collected.close();
        }
        owner.deliver(due, answer);
        return more;
    }

    /// @return whether there are reads that the answer is due for but that joined too late for it
    private boolean takeDue(Answer<T> answer, List<Waiter<T>> due) {
        boolean late = false;
        int epoch = owner.epoch();
        for (Waiter<T> waiter = first; waiter != null; ) {
            Waiter<T> following = waiter.next;
            if (waiter.overdue || waiter.epoch != epoch || isNews(answer, waiter)) {
                if (waiter.round < round) {
                    unlink(waiter);
                    due.add(waiter);
                } else {
                    late = true;
                }
            }
            waiter = following;
        }
        return late;
    }

    /// Fails everybody and ends.
    void fail(Throwable cause) {
        List<Waiter<T>> all = new ArrayList<>();
        Watches armed;
        synchronized (this) {
            armed = watches;
            for (Waiter<T> waiter = first; waiter != null; waiter = first) {
                unlink(waiter);
                all.add(waiter);
            }
            end();
        }
        if (armed != null) {
            armed.close();
        }
        owner.refuse(all, cause);
    }

    private void end() {
        ended = true;
        watches = null;
        owner.remove(this);
    }

    /// The time of a read is over: it gets the present answer, whatever its index. If the token has changed since that
    /// was evaluated, it is evaluated once more.
    void expire(Waiter<T> waiter) {
        Authorizer by = owner.viewers().isOff() ? null : lastBy();
        if (by != null && !owner.viewers().holds(key.token(), by)) {
            synchronized (this) {
                waiter.overdue = true;
            }
            recheck();
            return;
        }
        Answer<T> answer;
        Watches idle;
        synchronized (this) {
            if (!waiter.linked) {
                return;
            }
            answer = last;
            Watches armed = watches;
            if (armed == null || armed.fired() || answer == null) {
                // an evaluation is under way or about to be
                waiter.overdue = true;
                return;
            }
            unlink(waiter);
            idle = endIfIdle();
        }
        if (idle != null) {
            idle.close();
        }
        owner.deliverLater(waiter, answer);
    }

    private synchronized @Nullable Authorizer lastBy() {
        return lastBy;
    }

    /// The client of a read went away.
    void leave(Waiter<T> waiter) {
        Watches idle;
        synchronized (this) {
            if (!waiter.linked) {
                return;
            }
            unlink(waiter);
            idle = endIfIdle();
        }
        if (idle != null) {
            idle.close();
        }
    }

    /// What to close when nobody waits any more.
    private @Nullable Watches endIfIdle() {
        if (first != null || evaluating) {
            return null;
        }
        Watches armed = watches;
        end();
        return armed;
    }
}
