package io.praetor.agent.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFileTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {PrivateFile.OWNER, PrivateFile.GROUP})
    void aFileIsReplacedByOneThatOnlySomeMayRead(String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(folder.resolve("f.tmp"), "left by a crash");

        PrivateFile.replace(file, new byte[] {'n', 'e', 'w'}, mode);

        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo(mode);
        assertThat(folder.resolve("f.tmp")).doesNotExist();
    }

    @Test
    void whatCannotBeWrittenIsSaid() {
        assertThatThrownBy(() -> PrivateFile.replace(folder.resolve("none/f"), new byte[0], PrivateFile.OWNER))
                .isInstanceOf(IOException.class);
    }
}
