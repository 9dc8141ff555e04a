package io.praetor.gossip.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void printsARowForEachPartOfAPoolsLife() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Report report = new Report(new PrintStream(text, true, StandardCharsets.UTF_8), 1);

        report.join(3);
        report.life(30);
        report.cold(10);

        assertThat(report.isBroken()).isFalse();
        assertThat(text.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        join -> assertThat(join).startsWith("| 3 | join | "),
                        life -> assertThat(life).startsWith("| 30 | life | "),
                        cold -> assertThat(cold).startsWith("| 10 | cold | "));
    }
}
