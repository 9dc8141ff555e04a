package io.praetor.agent.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.http.ProcessProfiles.Recording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JvmProfilesTest {
    private final JvmProfiles profiles = new JvmProfiles();

    @Test
    void countsObjectsByClass() throws IOException {
        assertThat(profiles.heap()).contains("java.lang.String");
    }

    @Test
    void showsThreadsVirtualOnesIncluded() throws Exception {
        Thread virtual = Thread.ofVirtual().name("a-virtual-one").start(() -> {
            synchronized (profiles) {
                try {
                    profiles.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        });

        assertThat(profiles.threads()).contains("main", "a-virtual-one");

        virtual.interrupt();
        virtual.join();
    }

    @Test
    void recordsForTheFlightRecordersTools() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        profiles.record(Recording.PROFILE, Duration.ofMillis(1), () -> out);
        byte[] file = out.toByteArray();

        assertThat(new String(file, 0, 3, StandardCharsets.ISO_8859_1)).isEqualTo("FLR");
    }

    @Test
    void aRecordingEndsWithTheAgent() {
        profiles.close();

        assertThatThrownBy(() -> profiles.record(Recording.TRACE, Duration.ofHours(1), ByteArrayOutputStream::new))
                .hasMessage("the agent has ended");
    }
}
