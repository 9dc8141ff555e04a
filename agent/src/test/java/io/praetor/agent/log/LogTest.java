package io.praetor.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.agent.config.AgentConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class LogTest {
    private static final Logger LOGGER = LoggerFactory.getLogger("io.praetor.agent.Something");

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private Log log;

    @BeforeEach
    void start() throws IOException {
        AgentConfig.Logging settings =
                new AgentConfig.Logging("INFO", false, null, 0, Duration.ZERO, 0, false, "LOCAL0");
        PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
        log = Log.start(settings, Level.INFO, out, () -> Instant.EPOCH, 1);
        log.release();
    }

    @AfterEach
    void close() throws IOException {
        log.close();
    }

    private static String next(LogTap tap) throws InterruptedException {
        return new String(tap.next(), StandardCharsets.UTF_8);
    }

    @Test
    void showsAWatcherMoreThanItWrites() throws InterruptedException {
        try (LogTap tap = log.tap(Level.DEBUG, false)) {
            LOGGER.debug("quiet");
            LOGGER.trace("quieter");
            LOGGER.info("loud");

            assertThat(next(tap)).contains(" [DEBUG] agent: quiet\n");
            assertThat(next(tap)).contains(" [INFO]  agent: loud\n");
        }
        assertThat(console.toString(StandardCharsets.UTF_8))
                .startsWith("    ")
                .contains("loud")
                .doesNotContain("quiet");
    }

    @Test
    void showsAWatcherLessThanItWrites() throws InterruptedException {
        try (LogTap tap = log.tap(Level.ERROR, true)) {
            LOGGER.info("told");
            LOGGER.error("wrong");

            assertThat(next(tap)).startsWith("{\"@level\":\"error\",\"@message\":\"wrong\"");
            assertThat(tap.hasNext()).isFalse();
        }
    }

    @Test
    void makesNoMoreEventsWhenTheLastWatcherIsGone() {
        LogTap trace = log.tap(Level.TRACE, false);
        LogTap debug = log.tap(Level.DEBUG, false);
        assertThat(LOGGER.isTraceEnabled()).isTrue();

        trace.close();
        assertThat(LOGGER.isTraceEnabled()).isFalse();
        assertThat(LOGGER.isDebugEnabled()).isTrue();

        debug.close();
        assertThat(LOGGER.isDebugEnabled()).isFalse();
        assertThat(LOGGER.isInfoEnabled()).isTrue();
    }

    @Test
    void followsAChangeOfItsLevelWhileWatched() {
        try (LogTap tap = log.tap(Level.WARN, false)) {
            log.level(Level.DEBUG);
            assertThat(LOGGER.isDebugEnabled()).isTrue();
            assertThat(tap.hasNext()).isFalse();

            log.level(Level.ERROR);
            LOGGER.warn("seen by one");
            assertThat(tap.hasNext()).isTrue();
        }
        assertThat(console.toString(StandardCharsets.UTF_8)).doesNotContain("seen by one");
    }

    @Test
    void dropsWhatAWatcherDoesNotTake() {
        LogTap tap = log.tap(Level.INFO, false);
        for (int i = 0; i < LogTap.CAPACITY + 3; i++) {
            LOGGER.info("line {}", i);
        }

        assertThat(tap.dropped()).isEqualTo(3);
        tap.close();
        assertThat(console.toString(StandardCharsets.UTF_8))
                .contains("[WARN]  agent: Dropped logs during monitor request: dropped_count=3");
    }
}
