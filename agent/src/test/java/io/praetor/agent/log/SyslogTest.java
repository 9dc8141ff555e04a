package io.praetor.agent.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.praetor.agent.unix.UnixDatagrams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SyslogTest {
    private static final Instant NOW = Instant.parse("2026-11-07T03:04:05Z");

    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private Path folder;
    private Path place;

    /// Not a `@TempDir`: the path of a socket must be short.
    @BeforeEach
    void makeFolder() throws IOException {
        folder = Files.createTempDirectory("syslog");
        place = folder.resolve("log");
    }

    @AfterEach
    void removeFolder() throws IOException {
        Files.deleteIfExists(place);
        Files.delete(folder);
    }

    private Syslog open(String facility) throws SyslogException {
        List<Path> places = List.of(folder.resolve("nobody"), place);
        return Syslog.open(places, facility, 42, ZoneOffset.UTC, pauses::add, told::add);
    }

    private static LoggingEvent event(ch.qos.logback.classic.Level level) {
        return new LoggingEvent("", new LoggerContext().getLogger("io.praetor.agent.X"), level, "hello", null, null);
    }

    private static void write(Syslog syslog, ch.qos.logback.classic.Level level) throws IOException {
        LoggingEvent event = event(level);
        event.setInstant(NOW);
        syslog.write(event, NOW, new LineFormat(false, ZoneOffset.UTC).line(event));
    }

    @ParameterizedTest
    @CsvSource({"TRACE,135", "DEBUG,134", "INFO,133", "WARN,132", "ERROR,131"})
    void mapsLevels(String level, int priority) throws IOException {
        try (FakeSyslog system = new FakeSyslog(place);
                Syslog syslog = open("local0")) {
            write(syslog, ch.qos.logback.classic.Level.valueOf(level));

            assertThat(system.next()).isEqualTo("<" + priority + ">Nov  7 03:04:05 consul[42]: agent: hello");
        }
    }

    @ParameterizedTest
    @CsvSource({"LOCAL7,189", "DAEMON,29", "User,13"})
    void knowsFacilities(String facility, int priority) throws IOException {
        try (FakeSyslog system = new FakeSyslog(place);
                Syslog syslog = open(facility)) {
            write(syslog, ch.qos.logback.classic.Level.INFO);

            assertThat(system.next()).startsWith("<" + priority + ">");
        }
    }

    @Test
    void comesBackWhenTheSystemsLogIsStartedAnew() throws IOException {
        Syslog syslog;
        try (FakeSyslog system = new FakeSyslog(place)) {
            syslog = open("LOCAL0");
            write(syslog, ch.qos.logback.classic.Level.INFO);
            assertThat(system.next()).contains("hello");
        }
        assertThatThrownBy(() -> write(syslog, ch.qos.logback.classic.Level.INFO))
                .isInstanceOf(IOException.class);

        try (FakeSyslog system = new FakeSyslog(place)) {
            write(syslog, ch.qos.logback.classic.Level.INFO);
            assertThat(system.next()).contains("hello");
        }
        syslog.close();
    }

    @Test
    void aClosedSocketSendsNothingToWhoeverHasItsNumberNow() throws IOException {
        try (FakeSyslog system = new FakeSyslog(place)) {
            UnixDatagrams before = UnixDatagrams.connect(place.toString());
            before.close();
            try (UnixDatagrams now = UnixDatagrams.connect(place.toString())) {
                assertThatThrownBy(() -> before.send(new byte[] {'x'})).isInstanceOf(IOException.class);
                now.send(new byte[] {'y'});
            }

            assertThat(system.next()).isEqualTo("y");
        }
    }

    @Test
    void givesUpAfterAMinute() {
        assertThatThrownBy(() -> open("LOCAL0"))
                .isInstanceOf(SyslogException.class)
                .hasMessage("Syslog setup did not succeed within timeout (1m0s).");
        assertThat(pauses).hasSize(12).containsOnly(Duration.ofSeconds(5));
        assertThat(told).hasSize(12);
    }

    @Test
    void refusesAFacilityNobodyKnows() throws IOException {
        try (FakeSyslog system = new FakeSyslog(place)) {
            assertThat(system).isNotNull();
            assertThatThrownBy(() -> open("LOCAL9")).isInstanceOf(SyslogException.class);
            assertThat(told.getFirst()).contains("invalid syslog facility: LOCAL9");
        }
    }
}
