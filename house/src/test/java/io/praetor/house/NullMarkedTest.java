package io.praetor.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NullMarkedTest {

    /// A package may be spread over the main, test and bench sources of its module; it says what it owns once.
    @Test
    void everyPackageSaysWhatItOwnsAndIsNullMarked() throws IOException {
        SourceTree tree = SourceTree.here();
        Set<String> packages = new TreeSet<>();
        Set<String> described = new TreeSet<>();

        for (Path file : tree.files(".java")) {
            if (!tree.name(file).contains("/java/")) {
                // a script that is run from its source has no package
                continue;
            }
            String name = packageName(tree, file);
            packages.add(name);
            if (file.endsWith("package-info.java") && isDescribed(Files.readString(file))) {
                described.add(name);
            }
        }

        packages.removeAll(described);
        assertThat(packages)
                .as("packages without a package-info.java that has @NullMarked and says what the package owns")
                .isEmpty();
    }

    private static boolean isDescribed(String packageInfo) {
        return packageInfo.contains("@NullMarked") && packageInfo.startsWith("/// ");
    }

    /// Module and package: `store/io/praetor/store`.
    private static String packageName(SourceTree tree, Path file) {
        String name = tree.name(file);
        String path = name.substring(0, name.lastIndexOf('/'));
        int start = path.indexOf("/src/");
        int end = path.indexOf("/java/");
        return start < 0 || end < 0 ? path : path.substring(0, start) + path.substring(end + "/java".length());
    }
}
