package io.praetor.agent.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.agent.unix.UnixDatagrams;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SystemdTest {
    @TempDir
    Path folder;

    @Test
    void tellsHowTheProcessIsDoingThroughASocketInTheFileSystem() {
        String path = folder.resolve("notify").toString();
        try (Receiver receiver = Receiver.at(path)) {
            ServiceManager manager = Systemd.at(path, () -> 1_234_567_890L);

            manager.ready();
            manager.reloading();
            manager.ready();
            manager.stopping();

            assertThat(receiver.next()).isEqualTo("READY=1");
            assertThat(receiver.next()).isEqualTo("RELOADING=1\nMONOTONIC_USEC=1234567");
            assertThat(receiver.next()).isEqualTo("READY=1");
            assertThat(receiver.next()).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void tellsThroughASocketWithAnAbstractName() {
        String name = "@praetor-test-" + folder.getFileName();
        try (Receiver receiver = Receiver.at(name)) {
            Systemd.at(name, () -> 0).ready();

            assertThat(receiver.next()).isEqualTo("READY=1");
        }
    }

    @Test
    void goesOnWhenNobodyListens() {
        Systemd.at(folder.resolve("nobody").toString(), () -> 0).ready();
        Systemd.at("not a socket", () -> 0).ready();
        Systemd.at(null, () -> 0).ready();

        assertThat(Systemd.at("", () -> 0)).isSameAs(ServiceManager.NONE);
    }

    @Test
    void saysWhyADatagramDoesNotArrive() {
        String path = folder.resolve("nobody").toString();

        assertThatThrownBy(() -> UnixDatagrams.connect(path))
                .isInstanceOf(IOException.class)
                .hasMessage("connect: no such file or directory");
        assertThatThrownBy(() -> UnixDatagrams.connect("/" + "x".repeat(200)))
                .hasMessageEndingWith("is no name of a socket");
    }
}
