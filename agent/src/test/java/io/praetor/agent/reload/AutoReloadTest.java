package io.praetor.agent.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AutoReloadTest {
    @TempDir
    Path folder;

    private final List<Path> files = new ArrayList<>();
    private int reloads;

    @Test
    void reloadsOnceWhenAChangeHasComeToRest() throws Exception {
        Path file = file("a.hcl", "a");
        AutoReload auto = new AutoReload(() -> files, () -> reloads++);

        auto.look();
        auto.look();
        assertThat(reloads).isZero();

        Files.writeString(file, "ab");
        auto.look();
        Files.writeString(file, "abc");
        auto.look();
        assertThat(reloads).as("while it still changes").isZero();

        auto.look();
        auto.look();
        assertThat(reloads).isEqualTo(1);
    }

    @Test
    void noticesAFileOfTheSameSizeAndTime() throws Exception {
        Path file = file("a.hcl", "a");
        FileTime time = Files.getLastModifiedTime(file);
        AutoReload auto = new AutoReload(() -> files, () -> reloads++);

        Path other = Files.writeString(folder.resolve("new"), "b");
        Files.setLastModifiedTime(other, time);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        auto.look();
        auto.look();

        assertThat(reloads).isEqualTo(1);
    }

    @Test
    void noticesFilesThatComeAndGoAndLinksThatTurn() throws Exception {
        Path file = file("a.hcl", "a");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        files.add(link);
        files.add(folder.resolve("missing.hcl"));
        AutoReload auto = new AutoReload(() -> files, () -> reloads++);

        Files.writeString(folder.resolve("missing.hcl"), "");
        auto.look();
        auto.look();
        assertThat(reloads).isEqualTo(1);

        Path other = Files.writeString(folder.resolve("b.hcl"), "a");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.delete(link);
        Files.createSymbolicLink(link, other);
        auto.look();
        auto.look();
        assertThat(reloads).isEqualTo(2);

        Files.delete(file);
        auto.look();
        auto.look();
        assertThat(reloads).isEqualTo(3);
    }

    private Path file(String name, String text) throws Exception {
        Path file = Files.writeString(folder.resolve(name), text);
        files.add(file);
        return file;
    }
}
