package io.praetor.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorsTest {

    @ParameterizedTest
    @CsvSource({"1024, 256", "65536, 4096", "unlimited, 4096", "2, 1", "99999999999999, 4096"})
    void checksUseAQuarterAtMost(String inForce, int share) {
        List<String> limits = List.of(
                "Limit                     Soft Limit           Hard Limit           Units     ",
                "Max processes             7                    7                    processes ",
                "Max open files            " + inForce + "                 524288               files     ");

        assertThat(Descriptors.share(limits, 4096)).isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource({"''", "Max open files"})
    void isNotLimitedByWhatSaysNothing(String line) {
        assertThat(Descriptors.share(List.of(line), 4096)).isEqualTo(4096);
    }
}
