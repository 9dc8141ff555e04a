package io.praetor.agent.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
    private final LinkedBlockingQueue<Names.Answer> answers = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @ValueSource(strings = {"", "127.0.0.1", "::1", "10.1.2.3"})
    void addressesNeedNoLookingUp(String host) throws Exception {
        try (Names names = new Names(_ -> {
            throw new AssertionError("looked up " + host);
        })) {
            List<Names.Answer> at = new ArrayList<>();

            names.resolve(host, at::add);

            assertThat(at).hasSize(1);
            assertThat(at.getFirst().addresses()).hasSize(1);
        }
    }

    @Test
    void whoAsksMeanwhileSharesTheAnswer() throws Exception {
        AtomicInteger lookups = new AtomicInteger();
        CountDownLatch goOn = new CountDownLatch(1);
        try (Names names = new Names(_ -> {
            lookups.incrementAndGet();
            await(goOn);
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        })) {
            for (int i = 0; i < 100; i++) {
                names.resolve("web.example", answers::add);
            }
            goOn.countDown();
            for (int i = 0; i < 100; i++) {
                assertThat(answers.take().addresses()).containsExactly(InetAddress.getLoopbackAddress());
            }
        }

        assertThat(lookups).hasValue(1);
    }

    @Test
    void aResolverThatHangsIsAskedForABoundedNumberOfNames() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Names names = new Names(_ -> {
            await(never);
            return new InetAddress[0];
        })) {
            for (int i = 0; i < 6_000; i++) {
                names.resolve("web" + i + ".example", answers::add);
            }

            assertThat(answers.take().problem()).endsWith(": too many names to look up");
            assertThat(answers.size()).isBetween(1_000, 2_000);
            never.countDown();
        }
    }

    @Test
    void anUnknownNameIsAProblem() throws Exception {
        try (Names names = new Names(host -> {
            throw new UnknownHostException(host);
        })) {
            names.resolve("nowhere.example", answers::add);

            assertThat(answers.take()).isEqualTo(Names.Answer.problem("lookup nowhere.example: no such host"));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
