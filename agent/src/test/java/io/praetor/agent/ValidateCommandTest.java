package io.praetor.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.agent.config.Machine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `validate.json` of the transcripts recorded, as far as it is more than loading.
final class ValidateCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(folder.resolve("good.hcl"), "bind_addr = \"127.0.0.1\" data_dir = \"/nowhere/x\"");
        Files.writeString(folder.resolve("noext"), "bind_addr = \"127.0.0.1\" data_dir = \"/nowhere/x\"");
        Files.writeString(folder.resolve("bad.json"), "{\"colour\": 1}");
    }

    @Test
    void saysThatAConfigurationIsValid() {
        assertThat(run(folder + "/good.hcl")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("Configuration is valid!\n");
    }

    @Test
    void saysNothingWhenAskedNotTo() {
        assertThat(run("-quiet", folder + "/good.hcl")).isZero();
        assertThat(out.size() + err.size()).isZero();
    }

    @Test
    void readsAFileWithoutExtensionWhenToldHow() {
        assertThat(run("-config-format=hcl", folder + "/noext")).isZero();
        assertThat(run(folder + "/noext")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("Config validation failed: ");
    }

    @Test
    void explainsWhatIsWrong() {
        assertThat(run(folder + "/bad.json")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("Config validation failed: failed to parse " + folder
                        + "/bad.json: 1 error occurred:\n\t* invalid config key colour\n\n\n");
    }

    @Test
    void refusesACommandLineItCannotUse() {
        assertThat(run()).isEqualTo(1);
        assertThat(run("-config-format=xml", "x")).isEqualTo(1);
        assertThat(run("-bogus")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("""
                        Must specify at least one config file or directory
                        -config-format must be either 'hcl' or 'json
                        flag provided but not defined: -bogus
                        Usage:\s""");
    }

    private int run(String... arguments) {
        return new ValidateCommand(
                        Machine.LOCAL,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(arguments));
    }
}
