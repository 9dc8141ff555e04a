package io.praetor.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.agent.check.probe.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdsTest {

    /// Letters are results: p passing, w warning, c critical, ! critical beyond doubt; capitals are what is told, a dot
    /// is nothing.
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, pcwcp, PCWCP",
        "3, 0, 0, pppp, PPPP",
        "3, 0, 0, cppp, C..P",
        "3, 0, 0, cppcppp, C..C..P",
        "0, 0, 3, ccc, CCC",
        "0, 0, 3, pccc, P..C",
        "0, 0, 3, pccpccc, P..P..C",
        "2, 0, 2, pcpccpp, P...C.P",
        "2, 0, 2, wcwccwp, W...C.P",
        "0, 1, 3, pccc, PWWC",
        "0, 2, 3, pcccc, P.WCC",
        "0, 9, 3, pccc, P..C",
        "0, 0, 3, p!, P!",
    })
    void tellsWhatComesOftenEnough(int passing, int warning, int critical, String results, String told) {
        Thresholds thresholds = new Thresholds(passing, warning, critical);
        StringBuilder heard = new StringBuilder();

        for (int i = 0; i < results.length(); i++) {
            Finding finding = thresholds.judge(finding(results.charAt(i)));
            heard.append(finding == null ? '.' : letter(finding));
        }

        assertThat(heard).hasToString(told);
    }

    @Test
    void keepsTheOutputOfAFailureThatShowsAsAWarning() {
        Thresholds thresholds = new Thresholds(0, 1, 2);
        thresholds.judge(finding('p'));

        assertThat(thresholds.judge(new Finding("critical", "refused", false)))
                .isEqualTo(new Finding("warning", "refused", false));
    }

    private static Finding finding(char letter) {
        return switch (letter) {
            case 'p' -> new Finding("passing", "", false);
            case 'w' -> new Finding("warning", "", false);
            case '!' -> new Finding("critical", "", true);
            default -> new Finding("critical", "", false);
        };
    }

    private static char letter(Finding finding) {
        return finding.decisive() ? '!' : Character.toUpperCase(finding.status().charAt(0));
    }
}
