package io.praetor.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The results of a run: the machine, then one line a figure, in Markdown so that it can be kept as it is.
final class Table {
    private final PrintStream out;

    Table(PrintStream out) throws IOException {
        this.out = out;
        String model = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst(".*: ", ""))
                .findFirst()
                .orElse("unknown CPU");
        out.println("Machine: " + Runtime.getRuntime().availableProcessors() + " × " + model + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
                + Runtime.version());
        out.println();
        out.println("| Row | Figure | Goal |");
        out.println("| --- | --- | --- |");
    }

    /// Prints a line at once, so that a long run shows its progress.
    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be a dependency of its own
    void add(String row, String goal, String figure, Object... values) {
        out.println("| " + row + " | " + String.format(Locale.ROOT, figure, values) + " | " + goal + " |");
        out.flush();
    }
}
