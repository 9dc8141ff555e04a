package io.praetor.house;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.ImportOrderer;
import com.palantir.javaformat.java.JavaFormatterOptions;
import com.palantir.javaformat.java.RemoveUnusedImports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The one formatter of the project's Java. `main` rewrites files; the test only compares.
final class Format {

    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());

    /// Without a modifier before it, the formatter takes `@Nullable` for an annotation of the member and gives it a
    /// line of its own; it belongs to the type.
    private static final Pattern LONELY_NULLABLE =
            Pattern.compile("^( *@Nullable)\\n *( [^@/\\s].{0,100})$", Pattern.MULTILINE);

    private Format() {}

    /// The text as the house writes it: layout, import order, no unused imports. Throws when it is no Java.
    static String formatted(String source) throws FormatterException {
        String tidy = RemoveUnusedImports.removeUnusedImports(source);
        tidy = ImportOrderer.reorderImports(tidy, JavaFormatterOptions.Style.PALANTIR);
        DocComments comments = new DocComments(tidy);
        String formatted = FORMATTER.formatSource(comments.withoutThem());
        return comments.backIn(LONELY_NULLABLE.matcher(formatted).replaceAll("$1$2"));
    }

    /// Rewrites the files named, or every Java file of the tree when none is; prints each one it changed.
    public static void main(String[] arguments) throws IOException {
        SourceTree tree = SourceTree.here();
        List<Path> files = new ArrayList<>();
        for (String argument : arguments) {
            files.add(Path.of(argument).toAbsolutePath());
        }
        boolean failed = false;
        for (Path file : files.isEmpty() ? tree.files(".java") : files) {
            String before = Files.readString(file);
            try {
                String after = formatted(before);
                if (!after.equals(before)) {
                    Files.writeString(file, after);
                    System.out.println(tree.name(file));
                }
            } catch (FormatterException unreadable) {
                failed = true;
                System.err.println(tree.name(file) + ": " + unreadable.getMessage());
            }
        }
        if (failed) {
            System.exit(1);
        }
    }
}
