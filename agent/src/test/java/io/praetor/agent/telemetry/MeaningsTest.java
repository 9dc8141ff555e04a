package io.praetor.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class MeaningsTest {
    @Test
    void areThoseOfThePageForPeople() throws IOException {
        List<String> rows = new ArrayList<>();
        for (Meanings.Meaning meaning : Meanings.all()) {
            rows.add("| `" + meaning.name() + "` | " + meaning.kind() + " | " + meaning.unit() + " | " + meaning.text()
                    + " |");
        }

        List<String> page = Files.readAllLines(Path.of("../docs/telemetry.md"));

        int from = page.indexOf("| Name | Kind | Unit | Meaning |") + 2;
        assertThat(page.subList(from, from + rows.size())).isEqualTo(rows);
        assertThat(page.get(from + rows.size())).isEmpty();
    }

    @Test
    void nameEachFigureOnce() {
        List<String> names = new ArrayList<>();
        Meanings.all().forEach(meaning -> names.add(meaning.name()));

        assertThat(names).doesNotHaveDuplicates().isNotEmpty();
    }
}
