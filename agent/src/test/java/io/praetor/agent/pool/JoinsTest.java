package io.praetor.agent.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class JoinsTest {
    private final FakePool pool = new FakePool();
    private final ManualTasks tasks = new ManualTasks();
    private final Joins joins = new Joins("LAN", pool, tasks);
    private final List<String> exhausted = new ArrayList<>();

    private void retry(int most) {
        joins.untilItWorks(List.of("a", "b:1"), new Joins.Retries(Duration.ofSeconds(30), most), exhausted::add);
    }

    private void nobodyAnswers() {
        pool.answer = CompletableFuture.failedFuture(new IOException("nobody there"));
    }

    @Test
    void joinsOnceAtTheStart() throws Exception {
        joins.once(List.of(), true);
        assertThat(pool.joined).isEmpty();

        joins.once(List.of("a"), true);
        assertThat(pool.joined).containsExactly("a");

        nobodyAnswers();
        assertThatThrownBy(() -> joins.once(List.of("a"), true))
                .isInstanceOf(JoinException.class)
                .hasMessage("nobody there");
    }

    @Test
    void triesAgainUntilSomebodyIsReached() {
        nobodyAnswers();
        retry(0);
        tasks.runNext();
        pool.answer = CompletableFuture.completedFuture(2);
        tasks.runNext();

        assertThat(pool.joined).containsExactly("a", "b:1", "a", "b:1", "a", "b:1");
        assertThat(tasks.delays).containsOnly(Duration.ofSeconds(30)).hasSize(2);
        assertThat(tasks.count()).isZero();
        assertThat(exhausted).isEmpty();
    }

    @Test
    void givesUpAfterTheRetries() {
        nobodyAnswers();
        retry(2);
        tasks.runNext();
        tasks.runNext();

        assertThat(pool.joined).hasSize(6);
        assertThat(tasks.count()).isZero();
        assertThat(exhausted).containsExactly("agent: max join LAN retry exhausted, exiting");
    }

    @Test
    void stopsWhenClosed() {
        nobodyAnswers();
        retry(0);
        joins.close();

        assertThat(tasks.count()).isZero();
    }
}
