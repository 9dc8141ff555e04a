package io.praetor.acceptance.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A picture of a folder, to see whether anything in it changed.
final class FileTree {

    private FileTree() {}

    /// Every path below the folder with a hash of what it holds; empty when the folder is not there.
    static Map<String, String> of(Path folder) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        if (!Files.exists(folder)) {
            return tree;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                tree.put(folder.relativize(path).toString(), Files.isRegularFile(path) ? hash(path) : "folder");
            }
        }
        return tree;
    }

    private static String hash(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return Files.size(file) + " bytes, " + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has SHA-256", missing);
        }
    }
}
