package io.praetor.house;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// The files of the project that people write, found by walking: a source archive has no git index to ask.
record SourceTree(Path root) {

    /// Folders that are made by tools or brought from elsewhere.
    private static final Set<String> FOREIGN =
            Set.of("target", ".git", ".idea", ".vscode", "node_modules", "third-party");

    /// The tree this test runs in: `praetor.root` where the build names it, else the nearest folder above the working
    /// directory that holds the module `house`.
    static SourceTree here() {
        String named = System.getProperty("praetor.root");
        if (named != null) {
            return new SourceTree(Path.of(named));
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("house/pom.xml"))) {
                return new SourceTree(folder);
            }
        }
        throw new IllegalStateException("no folder above \"%s\" holds house/pom.xml"
                .formatted(Path.of("").toAbsolutePath()));
    }

    /// Every file whose name ends with one of the suffixes, in path order.
    List<Path> files(String... suffixes) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                boolean foreign = !folder.equals(root)
                        && FOREIGN.contains(folder.getFileName().toString());
                return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                for (String suffix : suffixes) {
                    if (file.toString().endsWith(suffix)) {
                        found.add(file);
                        break;
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(found);
        return found;
    }

    /// How a file is named in a failure: its path below the root.
    String name(Path file) {
        return root.relativize(file).toString();
    }
}
