package io.praetor.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

final class LineFormatTest {
    private final LoggingEvent event = new LoggingEvent(
            "",
            new LoggerContext().getLogger("io.praetor.server.fsm.ServerStateMachine"),
            ch.qos.logback.classic.Level.WARN,
            "odd \"thing\"",
            null,
            null);

    LineFormatTest() {
        event.setInstant(Instant.parse("2026-11-21T07:37:01.123456Z"));
        event.addKeyValuePair(new KeyValuePair("count", 3));
        event.addKeyValuePair(new KeyValuePair("error", "two words\nand a line"));
    }

    @Test
    void writesALineForPeople() {
        assertThat(new LineFormat(false, ZoneOffset.UTC).line(event))
                .isEqualTo("2026-11-21T07:37:01.123Z [WARN]  agent.server.fsm: odd \"thing\": count=3"
                        + " error=\"two words\\nand a line\"\n");
    }

    @Test
    void namesTheZone() {
        assertThat(new LineFormat(false, ZoneId.of("+05:30")).line(event)).startsWith("2026-11-21T13:07:01.123+0530 ");
    }

    @Test
    void writesALineForMachines() {
        assertThat(new LineFormat(true, ZoneOffset.UTC).line(event))
                .isEqualTo("{\"@level\":\"warn\",\"@message\":\"odd \\\"thing\\\"\",\"@module\":\"agent.server.fsm\","
                        + "\"@timestamp\":\"2026-11-21T07:37:01.123456Z\",\"count\":3,"
                        + "\"error\":\"two words\\nand a line\"}\n");
    }

    @Test
    void aFailureThatIsAnAnswerStaysOnTheLine() {
        LoggingEvent answered = new LoggingEvent(
                "",
                new LoggerContext().getLogger("io.praetor.server.leader.LeaderDuties"),
                ch.qos.logback.classic.Level.WARN,
                "not yet: term={}",
                new CompletionException(new Answered("No cluster leader")),
                new Object[] {3});
        answered.setInstant(Instant.EPOCH);

        assertThat(new LineFormat(false, ZoneOffset.UTC).line(answered))
                .endsWith(": not yet: term=3 error=\"No cluster leader\"\n")
                .hasLineCount(1);
        assertThat(new LineFormat(true, ZoneOffset.UTC).line(answered))
                .contains("\"error\":\"No cluster leader\"")
                .doesNotContain("stacktrace");
    }

    private static final class Answered extends RuntimeException {
        private static final long serialVersionUID = 1;

        Answered(String message) {
            super(message, null, false, false);
        }
    }

    @Test
    void letsNoTextFromOutsidePoseAsAnotherLineOrPair() {
        LoggingEvent forged = new LoggingEvent(
                "",
                new LoggerContext().getLogger("io.praetor.http.Connection"),
                ch.qos.logback.classic.Level.INFO,
                "a\n2026 [ERROR] b\u001b[31m\u2028c",
                new IllegalStateException("x\r\n    2026 [ERROR] y"),
                null);
        forged.setInstant(Instant.EPOCH);
        forged.addKeyValuePair(new KeyValuePair("url", "/v1/kv/a\" level=\"x\\"));
        forged.addKeyValuePair(new KeyValuePair("error", "\u202Eabc\u0085"));

        String line = new LineFormat(false, ZoneOffset.UTC).line(forged);

        assertThat(line.lines().findFirst())
                .hasValue("1970-01-01T00:00:00.000Z [INFO]  agent.http: a\\n2026 [ERROR] b\\u001b[31m\\u2028c:"
                        + " url=\"/v1/kv/a\" level=\"x\\\" error=\"\\u202eabc\\u0085\"");
        assertThat(line.lines().skip(1)).noneMatch(trace -> trace.startsWith("    2026") || trace.startsWith("2026"));
    }
}
