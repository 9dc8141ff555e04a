package io.praetor.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormatTest {

    @Test
    void everyJavaFileIsFormatted() throws IOException {
        SourceTree tree = SourceTree.here();

        List<String> unformatted = new ArrayList<>();
        for (Path file : tree.files(".java")) {
            String text = Files.readString(file);
            try {
                if (!Format.formatted(text).equals(text)) {
                    unformatted.add(tree.name(file));
                }
            } catch (FormatterException unreadable) {
                unformatted.add(tree.name(file) + ": " + unreadable.getMessage());
            }
        }

        assertThat(unformatted).as("bin/format rewrites these").isEmpty();
    }
}
