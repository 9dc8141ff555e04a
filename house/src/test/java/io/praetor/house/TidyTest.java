package io.praetor.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What a reader would stumble over, in any text that people write here.
class TidyTest {

    private static final int LONGEST_FILE_LINES = 600;
    private static final String[] TEXTS = {
        ".java", ".md", ".xml", ".json", ".properties", ".sh", ".yml", ".hcl", "bin/consul", "bin/format", ".ci/run"
    };
    /// Spelt in two parts, for this file is searched too.
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");

    private static final Pattern DEPENDENCY = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    private static final Pattern GROUP = Pattern.compile("<groupId>(.*?)</groupId>");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(.*?)</artifactId>");

    private final SourceTree tree = SourceTree.here();

    @Test
    void linesEndCleanly() throws IOException {
        List<String> offences = new ArrayList<>();

        for (Path file : written(TEXTS)) {
            String text = Files.readString(file);
            if (!text.isEmpty() && !text.endsWith("\n")) {
                offences.add(tree.name(file) + ": no newline at the end");
            }
            List<String> lines = text.lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (line.indexOf('\t') >= 0) {
                    offences.add("%s:%d: tab".formatted(tree.name(file), i + 1));
                }
                if (line.endsWith(" ") || line.endsWith("\r")) {
                    offences.add("%s:%d: blanks at the end".formatted(tree.name(file), i + 1));
                }
            }
        }

        assertThat(offences).isEmpty();
    }

    @Test
    void nothingIsLeftForLater() throws IOException {
        List<String> offences = new ArrayList<>();

        for (Path file : written(TEXTS)) {
            List<String> lines = Files.readString(file).lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                if (UNFINISHED.matcher(lines.get(i)).find()) {
                    offences.add("%s:%d: %s"
                            .formatted(tree.name(file), i + 1, lines.get(i).strip()));
                }
            }
        }

        assertThat(offences).as("an issue number, or the work itself, instead").isEmpty();
    }

    @Test
    void javaFilesStayReadable() throws IOException {
        List<String> offences = new ArrayList<>();

        for (Path file : written(".java")) {
            long lines = Files.readString(file).lines().count();
            if (lines >= LONGEST_FILE_LINES) {
                offences.add("%s: %d lines".formatted(tree.name(file), lines));
            }
        }

        assertThat(offences).as("files of %d lines or more", LONGEST_FILE_LINES).isEmpty();
    }

    @Test
    void everyPageHasOneTitle() throws IOException {
        List<String> offences = new ArrayList<>();

        for (Path file : written(".md")) {
            int titles = 0;
            boolean inCode = false;
            for (String line : Files.readString(file).lines().toList()) {
                inCode ^= line.startsWith("```");
                if (!inCode && line.startsWith("# ")) {
                    titles++;
                }
            }
            if (titles != 1) {
                offences.add("%s: %d titles".formatted(tree.name(file), titles));
            }
        }

        assertThat(offences).isEmpty();
    }

    @Test
    void everyDependencyHasItsReason() throws IOException {
        String reasons = Files.readString(tree.root().resolve("docs/dependencies.md"));
        List<String> unexplained = new ArrayList<>();

        for (Path file : written("pom.xml")) {
            Matcher dependency = DEPENDENCY.matcher(Files.readString(file));
            while (dependency.find()) {
                String artifact = first(ARTIFACT, dependency.group(1));
                boolean ours = first(GROUP, dependency.group(1)).equals("io.praetor");
                if (!ours && !reasons.contains("`" + artifact + "`")) {
                    unexplained.add(tree.name(file) + ": " + artifact);
                }
            }
        }

        assertThat(unexplained)
                .as("dependencies that docs/dependencies.md does not name in backquotes")
                .isEmpty();
    }

    /// Recorded data is kept as it was recorded.
    private List<Path> written(String... suffixes) throws IOException {
        return tree.files(suffixes).stream()
                .filter(file -> !tree.name(file).contains("/src/test/resources/"))
                .toList();
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }
}
