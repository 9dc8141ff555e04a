package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What [LeaderWatch] does in which order, with calls and time in the hands of the test.
class LeaderWatchRulesTest {

    private static final long USUAL = 60_000;

    private final Calls calls = new Calls();
    private final Node node = new Node();
    private final Time time = new Time();
    private final LeaderWatch watch = new LeaderWatch(calls, id -> id + ":1", node, time, Runnable::run, USUAL);

    @Test
    void aRefusedCallShortensTheTimeout() {
        node.leader = "a";
        calls.refuse();

        watch.closed("a");

        assertThat(node.timeouts).containsExactly(150L);
    }

    @Test
    void aLeaderWhoseReignIsNotYetToldIsWatchedToo() {
        calls.refuse();

        watch.closed("a");

        assertThat(node.timeouts).containsExactly(150L);
    }

    @Test
    void aLinkOfAFormerLeaderIsNobodysBusiness() {
        node.leader = "b";

        watch.closed("a");

        assertThat(calls.dialled).isEmpty();
    }

    @Test
    void aProcessThatTakesCallsWithoutSpeakingIsCalledUntilItRefuses() {
        node.leader = "a";
        for (int i = 0; i < 40; i++) {
            calls.take();
        }
        calls.refuse();

        watch.closed("a");
        time.pass(30_000);
        assertThat(node.timeouts).isEmpty();
        time.pass(15_000);

        assertThat(node.timeouts).startsWith(150L);
        assertThat(calls.open).isZero();
    }

    @Test
    void oneThatAppendsAgainIsNotCalledAnyMore() {
        node.leader = "a";
        calls.take();

        watch.closed("a");
        node.heardAt++;
        time.pass(USUAL);

        assertThat(calls.dialled).hasSize(1);
        assertThat(node.timeouts).isEmpty();
    }

    @Test
    void oneThatNeitherSpeaksNorRefusesIsLeftToItsSilence() {
        node.leader = "a";
        for (int i = 0; i < 100; i++) {
            calls.fail();
        }

        watch.closed("a");
        time.pass(3 * USUAL);

        assertThat(calls.dialled).hasSizeLessThan(70);
        assertThat(node.timeouts).isEmpty();
        calls.outcomes.clear();
        calls.refuse();
        watch.closed("a");
        assertThat(node.timeouts).containsExactly(150L);
    }

    @Test
    void theHurryOfANewClusterDoesNotHideThatItsLeaderEnds() {
        watch.begun();
        node.leader = "a";
        calls.refuse();
        watch.closed("a");

        // an append that was still on its way
        watch.heard("a");

        assertThat(node.timeouts).endsWith(150L).doesNotContain(USUAL);
    }

    @Test
    void aNewLeaderEndsTheHurry() {
        node.leader = "a";
        calls.refuse();
        watch.closed("a");

        watch.heard("b");

        assertThat(node.timeouts).containsExactly(150L, USUAL);
        time.pass(USUAL);
        assertThat(node.stoodAnew).isZero();
    }

    @Test
    void candidatesStandAnewUntilThereIsALeaderAndGiveEachOtherMoreTime() {
        node.leader = "a";
        calls.refuse();
        watch.closed("a");
        time.pass(600);
        assertThat(node.stoodAnew).isEqualTo(1);
        time.pass(1_199);
        assertThat(node.stoodAnew).isEqualTo(1);
        time.pass(1);
        assertThat(node.stoodAnew).isEqualTo(2);
        assertThat(node.timeouts).containsExactly(150L, 300L, 600L);

        watch.usual();
        time.pass(USUAL);

        assertThat(node.stoodAnew).isEqualTo(2);
        assertThat(node.timeouts).endsWith(USUAL);
    }

    @Test
    void noHurryIsSlowerThanNone() {
        LeaderWatch quick = new LeaderWatch(calls, id -> id + ":1", node, time, Runnable::run, 400);
        node.leader = "a";
        calls.refuse();

        quick.closed("a");
        time.pass(700);

        assertThat(node.timeouts).containsExactly(150L, 300L);
        time.pass(100);
        assertThat(node.timeouts).containsExactly(150L, 300L, 400L);
    }

    @Test
    void withoutAQuorumTheHurryEnds() {
        node.leader = "a";
        calls.refuse();
        watch.closed("a");

        time.pass(2 * USUAL);

        assertThat(node.timeouts).startsWith(150L).endsWith(USUAL);
    }

    @Test
    void wishesAreFulfilledInTheirOrderHoweverLongOneTakes() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        LeaderWatch slow = new LeaderWatch(calls, id -> id + ":1", node, time, waiting::add, USUAL);
        slow.begun();
        slow.heard("a");
        calls.refuse();
        node.leader = "a";

        slow.closed("a");
        while (!waiting.isEmpty()) {
            waiting.removeLast().run();
        }

        assertThat(node.timeouts).endsWith(150L);
    }

    private static final class Node implements LeaderWatch.Elections {
        private final List<Long> timeouts = new ArrayList<>();
        private @Nullable String leader;
        private long heardAt;
        private int stoodAnew;

        @Override
        public @Nullable String leader() {
            return leader;
        }

        @Override
        public long heardAt() {
            return heardAt;
        }

        @Override
        public void timeout(long millis, long spreadMillis) {
            timeouts.add(millis);
        }

        @Override
        public void standAnew() {
            stoodAnew++;
        }
    }

    private static final class Time implements LeaderWatch.Later {
        private record Task(long at, Runnable task) {}

        private final PriorityQueue<Task> tasks = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
        private long now;

        @Override
        public void run(long millis, Runnable task) {
            tasks.add(new Task(now + millis, task));
        }

        private void pass(long millis) {
            long end = now + millis;
            Task next = tasks.peek();
            while (next != null && next.at <= end) {
                now = next.at;
                tasks.remove();
                next.task.run();
                next = tasks.peek();
            }
            now = end;
        }
    }

    private static final class Calls implements RaftTransport {
        private final List<PeerAddress> dialled = new ArrayList<>();
        private final Deque<CompletableFuture<Link>> outcomes = new ArrayDeque<>();
        private int open;

        private void refuse() {
            outcomes.add(CompletableFuture.failedFuture(new ConnectException("refused")));
        }

        private void fail() {
            outcomes.add(CompletableFuture.failedFuture(new java.io.IOException("no answer")));
        }

        private void take() {
            outcomes.add(CompletableFuture.completedFuture(new Taken()));
        }

        @Override
        public CompletableFuture<Link> dial(PeerAddress peer, Receiver receiver) {
            dialled.add(peer);
            CompletableFuture<Link> outcome = outcomes.remove();
            if (!outcome.isCompletedExceptionally()) {
                open++;
            }
            return outcome;
        }

        @Override
        public void listen(PeerAddress self, Acceptor acceptor) {
            throw new AssertionError("nobody listens here");
        }

        @Override
        public @Nullable String addressOf(String peerId) {
            return null;
        }

        @Override
        public void close() {
            throw new AssertionError("not its to close");
        }

        private final class Taken implements Link {
            @Override
            public void send(byte[] message) {
                throw new AssertionError("there is nothing to say");
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {
                open--;
            }
        }
    }
}
