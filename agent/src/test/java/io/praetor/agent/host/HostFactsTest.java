package io.praetor.agent.host;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.agent.HostReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostFactsTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_795_750_000, 5);

    @TempDir
    Path root;

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private HostReport report() {
        return new HostFacts(root, () -> NOW).host();
    }

    @Test
    void readsMemoryInBytes() throws IOException {
        write("proc/meminfo", """
                MemTotal:       1000 kB
                MemFree:         300 kB
                MemAvailable:    650 kB
                Buffers:          50 kB
                Cached:          300 kB
                SReclaimable:    100 kB
                HugePages_Total:   7
                """);

        assertThat(report().memory())
                .containsEntry("total", 1_024_000L)
                .containsEntry("available", 665_600L)
                .containsEntry("cached", 409_600L)
                .containsEntry("used", 256_000L)
                .containsEntry("usedPercent", 25.0)
                .containsEntry("hugepagestotal", 7L)
                .containsEntry("swaptotal", 0L);
    }

    @Test
    void namesEachProcessor() throws IOException {
        write("proc/cpuinfo", """
                processor\t: 0
                vendor_id\t: GenuineIntel
                cpu family\t: 6
                model\t\t: 58
                model name\t: Some  CPU @ 3.00GHz
                stepping\t: 9
                cpu MHz\t\t: 2999.5
                cache size\t: 256 KB
                flags\t\t: fpu vme

                processor\t: 1
                vendor_id\t: GenuineIntel
                """);

        List<@Nullable Map<String, @Nullable Object>> processors = Objects.requireNonNull(report().cpu());

        assertThat(processors).hasSize(2);
        assertThat(processors.getFirst())
                .containsEntry("cpu", 0L)
                .containsEntry("family", "6")
                .containsEntry("model", "58")
                .containsEntry("modelName", "Some  CPU @ 3.00GHz")
                .containsEntry("mhz", 2999.5)
                .containsEntry("cacheSize", 256L)
                .containsEntry("flags", List.of("fpu", "vme"));
    }

    @Test
    void describesTheSystem() throws IOException {
        write("proc/uptime", "1000.52 1990.1\n");
        write("proc/sys/kernel/hostname", "box\n");
        write("proc/sys/kernel/osrelease", "6.1.0\n");
        write("proc/17/stat", "");
        write("etc/os-release", "ID=debian\nVERSION_ID=\"12\"\n");

        assertThat(report().host())
                .containsEntry("hostname", "box")
                .containsEntry("uptime", 1000L)
                .containsEntry("bootTime", 1_795_749_000L)
                .containsEntry("procs", 1L)
                .containsEntry("platform", "debian")
                .containsEntry("platformFamily", "debian")
                .containsEntry("platformVersion", "12")
                .containsEntry("kernelVersion", "6.1.0");
    }

    @Test
    void countsTheFilesOfTheDisk() {
        Map<String, @Nullable Object> disk = requireNonNull(report().disk());

        assertThat(disk).containsKeys("inodesTotal", "inodesUsed", "inodesFree", "inodesUsedPercent");
        long total = (Long) requireNonNull(disk.get("inodesTotal"));
        long used = (Long) requireNonNull(disk.get("inodesUsed"));
        long free = (Long) requireNonNull(disk.get("inodesFree"));
        assertThat(used + free).isEqualTo(total);
        assertThat(used).isBetween(0L, total);
    }

    @Test
    void tellsAGuestByItsTraces() throws IOException {
        write("proc/modules", "kvm_intel 1 0 - Live\n");
        assertThat(report().host())
                .containsEntry("virtualizationSystem", "kvm")
                .containsEntry("virtualizationRole", "host");

        write("proc/cpuinfo", "model name : QEMU Virtual CPU version 2.5\n");
        assertThat(report().host()).containsEntry("virtualizationRole", "guest");

        write("proc/self/cgroup", "0::/docker/0123\n");
        assertThat(report().host())
                .containsEntry("virtualizationSystem", "docker")
                .containsEntry("virtualizationRole", "guest");
    }

    @Test
    void saysNothingOfAMachineThatIsJustThat() throws IOException {
        write("proc/modules", "ext4 1 0 - Live\n");

        assertThat(report().host()).containsEntry("virtualizationSystem", "").containsEntry("virtualizationRole", "");
    }

    @Test
    void knowsTheMachineByItsNumberTheInstallationsOrTheBoots() throws IOException {
        write("proc/sys/kernel/random/boot_id", "boot\n");
        assertThat(report().host()).containsEntry("hostid", "boot");

        write("etc/machine-id", "0123456789ABCDEF0123456789abcdef\n");
        assertThat(report().host()).containsEntry("hostid", "01234567-89ab-cdef-0123-456789abcdef");

        write("sys/class/dmi/id/product_uuid", "4C4C4544-0001\n");
        assertThat(report().host()).containsEntry("hostid", "4c4c4544-0001");
    }

    @Test
    void saysWhatItCouldNotRead() {
        HostReport report = report();

        assertThat(report.collectionTime()).isEqualTo(1_795_750_000_000_000_005L);
        assertThat(report.errors()).contains("open /proc/meminfo: NoSuchFileException");
        assertThat(report.disk()).containsKeys("total", "free", "used", "usedPercent", "fstype");
    }
}
