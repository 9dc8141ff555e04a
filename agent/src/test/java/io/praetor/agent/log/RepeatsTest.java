package io.praetor.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

final class RepeatsTest {
    private static final String GOSSIP = "io.praetor.gossip.memberlist.Inbox";

    private final Repeats repeats = new Repeats();

    @Test
    void showsTheFirstFewOfAMinuteAndThenHowManyThereWere() {
        List<Integer> minute = IntStream.range(0, 20)
                .map(i ->
                        repeats.leftOut(event(GOSSIP, Level.WARN, "refused", "/127.0.0.1:" + (40_000 + i), 1_000 + i)))
                .boxed()
                .toList();

        assertThat(minute.subList(0, 5)).containsOnly(0);
        assertThat(minute.subList(5, 20)).containsOnly(-1);
        assertThat(repeats.leftOut(event(GOSSIP, Level.WARN, "refused", "/127.0.0.1:1", 61_000)))
                .isEqualTo(15);
        assertThat(repeats.leftOut(event(GOSSIP, Level.WARN, "refused", "/127.0.0.1:2", 61_001)))
                .isZero();
    }

    @Test
    void showsMoreOfWhatDiffersInMoreThanDigits() {
        for (char node = 'a'; node <= 'j'; node++) {
            assertThat(repeats.leftOut(event(GOSSIP, Level.ERROR, "conflict", "node-" + node, 1)))
                    .isZero();
        }
        assertThat(repeats.leftOut(event(GOSSIP, Level.ERROR, "conflict", "node-k", 1)))
                .isEqualTo(-1);
        assertThat(repeats.leftOut(event(GOSSIP, Level.ERROR, "another", "node-k", 1)))
                .isZero();
        assertThat(repeats.leftOut(event(GOSSIP, Level.ERROR, "conflict", "node-z", 60_001)))
                .isEqualTo(1);
    }

    @Test
    void leavesAllOthersAlone() {
        for (int i = 0; i < 20; i++) {
            assertThat(repeats.leftOut(event(GOSSIP, Level.INFO, "member joined", "n" + i, 1)))
                    .isZero();
            assertThat(repeats.leftOut(event("io.praetor.http.Requests", Level.ERROR, "error", "x", 1)))
                    .isZero();
        }
    }

    @Test
    void remembersNotWithoutEnd() {
        repeats.leftOut(event(GOSSIP, Level.WARN, "first", "", 1));
        for (int i = 0; i < 1_000; i++) {
            repeats.leftOut(event(GOSSIP, Level.WARN, "x".repeat(i % 190), "y".repeat(i / 190), 1));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(repeats.leftOut(event(GOSSIP, Level.WARN, "first", "", 2)))
                    .isZero();
        }
    }

    private static LoggingEvent event(String logger, Level level, String message, String from, long time) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName(logger);
        event.setLevel(level);
        event.setMessage(message);
        event.setTimeStamp(time);
        event.setKeyValuePairs(List.of(new KeyValuePair("from", from)));
        return event;
    }
}
