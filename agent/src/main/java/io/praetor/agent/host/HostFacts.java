package io.praetor.agent.host;

import io.praetor.http.HostApi;
import io.praetor.model.agent.HostReport;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads the machine's figures from its files. What is missing is left at zero and named among the errors.
public final class HostFacts implements HostApi {
    private static final long KIB = 1024;

    /// `/proc/meminfo` by the name `gopsutil` has for it.
    private static final Map<String, String> MEMORY = Map.ofEntries(
            Map.entry("total", "MemTotal"),
            Map.entry("free", "MemFree"),
            Map.entry("available", "MemAvailable"),
            Map.entry("buffers", "Buffers"),
            Map.entry("active", "Active"),
            Map.entry("inactive", "Inactive"),
            Map.entry("writeback", "Writeback"),
            Map.entry("writebacktmp", "WritebackTmp"),
            Map.entry("dirty", "Dirty"),
            Map.entry("shared", "Shmem"),
            Map.entry("slab", "Slab"),
            Map.entry("sreclaimable", "SReclaimable"),
            Map.entry("sunreclaim", "SUnreclaim"),
            Map.entry("pagetables", "PageTables"),
            Map.entry("swapcached", "SwapCached"),
            Map.entry("commitlimit", "CommitLimit"),
            Map.entry("committedas", "Committed_AS"),
            Map.entry("hightotal", "HighTotal"),
            Map.entry("highfree", "HighFree"),
            Map.entry("lowtotal", "LowTotal"),
            Map.entry("lowfree", "LowFree"),
            Map.entry("swaptotal", "SwapTotal"),
            Map.entry("swapfree", "SwapFree"),
            Map.entry("mapped", "Mapped"),
            Map.entry("vmalloctotal", "VmallocTotal"),
            Map.entry("vmallocused", "VmallocUsed"),
            Map.entry("vmallocchunk", "VmallocChunk"),
            Map.entry("hugepagesize", "Hugepagesize"));

    private final Path root;
    private final InstantSource clock;

    /// @param root of the file system; tests have their own
    public HostFacts(Path root, InstantSource clock) {
        this.root = root;
        this.clock = clock;
    }

    @Override
    public HostReport host() {
        List<String> errors = new ArrayList<>();
        Instant now = clock.instant();
        Map<String, @Nullable Object> memory = memory(errors);
        List<@Nullable Map<String, @Nullable Object>> processors = processors(errors);
        Map<String, @Nullable Object> host = system(now, errors);
        Map<String, @Nullable Object> disk = disk(errors);
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        return new HostReport(memory, processors, host, disk, nanos, errors.isEmpty() ? null : errors);
    }

    private List<String> lines(String path, List<String> errors) {
        try {
            return Files.readAllLines(root.resolve(path));
        } catch (IOException e) {
            errors.add("open /" + path + ": " + e.getClass().getSimpleName());
            return List.of();
        }
    }

    private String text(String path, List<String> errors) {
        List<String> lines = lines(path, errors);
        return lines.isEmpty() ? "" : lines.getFirst().strip();
    }

    private Map<String, @Nullable Object> memory(List<String> errors) {
        Map<String, String> found = ProcText.pairs(lines("proc/meminfo", errors), ':');
        Map<String, @Nullable Object> memory = new TreeMap<>();
        MEMORY.forEach((name, key) -> memory.put(name, ProcText.number(found.getOrDefault(key, "")) * KIB));
        memory.put("hugepagestotal", ProcText.number(found.getOrDefault("HugePages_Total", "")));
        memory.put("hugepagesfree", ProcText.number(found.getOrDefault("HugePages_Free", "")));
        // what the kernel would give back counts as cached
        long cached = (ProcText.number(found.getOrDefault("Cached", ""))
                        + ProcText.number(found.getOrDefault("SReclaimable", "")))
                * KIB;
        long total = ProcText.number(found.getOrDefault("MemTotal", "")) * KIB;
        long free = ProcText.number(found.getOrDefault("MemFree", "")) * KIB;
        long buffers = ProcText.number(found.getOrDefault("Buffers", "")) * KIB;
        long used = total - free - buffers - cached;
        memory.put("cached", cached);
        memory.put("used", used);
        memory.put("usedPercent", percent(used, total));
        // figures of other systems
        memory.put("wired", 0L);
        memory.put("laundry", 0L);
        return memory;
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    private List<@Nullable Map<String, @Nullable Object>> processors(List<String> errors) {
        List<@Nullable Map<String, @Nullable Object>> processors = new ArrayList<>();
        for (Map<String, String> found : ProcText.groups(lines("proc/cpuinfo", errors), ':')) {
            if (!found.containsKey("processor")) {
                continue;
            }
            Map<String, @Nullable Object> one = new TreeMap<>();
            one.put("cpu", ProcText.number(found.getOrDefault("processor", "")));
            one.put("vendorId", found.getOrDefault("vendor_id", ""));
            one.put("family", found.getOrDefault("cpu family", ""));
            one.put("model", found.getOrDefault("model", ""));
            one.put("stepping", ProcText.number(found.getOrDefault("stepping", "")));
            one.put("physicalId", found.getOrDefault("physical id", ""));
            one.put("coreId", found.getOrDefault("core id", ""));
            one.put("cores", 1L);
            one.put("modelName", found.getOrDefault("model name", ""));
            one.put("mhz", mhz(found.getOrDefault("cpu MHz", "")));
            one.put("cacheSize", ProcText.number(found.getOrDefault("cache size", "")));
            String flags = found.getOrDefault("flags", found.getOrDefault("Features", ""));
            one.put("flags", flags.isEmpty() ? List.of() : List.of(flags.split(" +", -1)));
            one.put("microcode", found.getOrDefault("microcode", ""));
            processors.add(one);
        }
        return processors;
    }

    private static double mhz(String text) {
        try {
            return text.isEmpty() ? 0 : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private Map<String, @Nullable Object> system(Instant now, List<String> errors) {
        Map<String, String> release = release(errors);
        long uptime = ProcText.number(text("proc/uptime", errors));
        String platform = release.getOrDefault("ID", "");
        Map<String, @Nullable Object> host = new TreeMap<>();
        host.put("hostname", text("proc/sys/kernel/hostname", errors));
        host.put("uptime", uptime);
        host.put("bootTime", now.getEpochSecond() - uptime);
        host.put("procs", processes(errors));
        host.put("os", System.getProperty("os.name", "").toLowerCase(Locale.ROOT));
        host.put("platform", platform);
        host.put("platformFamily", family(platform, release.getOrDefault("ID_LIKE", "")));
        host.put("platformVersion", release.getOrDefault("VERSION_ID", ""));
        host.put("kernelVersion", text("proc/sys/kernel/osrelease", errors));
        host.put("kernelArch", architecture());
        Virtualization virtualization = Virtualization.of(root);
        host.put("virtualizationSystem", virtualization.system());
        host.put("virtualizationRole", virtualization.role());
        host.put("hostid", hostId(errors));
        return host;
    }

    /// The machine's own number where it can be read, else that of the installation, else that of this boot.
    private String hostId(List<String> errors) {
        String product = optional("sys/class/dmi/id/product_uuid");
        if (!product.isEmpty()) {
            return product;
        }
        String machine = optional("etc/machine-id");
        if (machine.length() == 32) {
            return String.join(
                    "-",
                    machine.substring(0, 8),
                    machine.substring(8, 12),
                    machine.substring(12, 16),
                    machine.substring(16, 20),
                    machine.substring(20));
        }
        return text("proc/sys/kernel/random/boot_id", errors);
    }

    /// Not every machine has the file, or lets everybody read it; nobody needs to be told.
    private String optional(String path) {
        return text(path, new ArrayList<>()).toLowerCase(Locale.ROOT);
    }

    /// Not every machine has the file; nobody needs to be told.
    private Map<String, String> release(List<String> errors) {
        if (!Files.exists(root.resolve("etc/os-release"))) {
            return Map.of();
        }
        Map<String, String> release = new LinkedHashMap<>();
        ProcText.pairs(lines("etc/os-release", errors), '=')
                .forEach((name, value) -> release.put(name, value.replace("\"", "")));
        return release;
    }

    private static String family(String platform, String like) {
        return like.isEmpty() ? platform : like.split(" ", 2)[0];
    }

    private static String architecture() {
        String name = System.getProperty("os.arch", "");
        return switch (name) {
            case "amd64" -> "x86_64";
            default -> name;
        };
    }

    /// Every process has a folder named by its number.
    private long processes(List<String> errors) {
        try (var entries = Files.list(root.resolve("proc"))) {
            return entries.filter(
                            entry -> entry.getFileName().toString().chars().allMatch(Character::isDigit))
                    .count();
        } catch (IOException e) {
            errors.add("open /proc: " + e.getClass().getSimpleName());
            return 0;
        }
    }

    private Map<String, @Nullable Object> disk(List<String> errors) {
        Map<String, @Nullable Object> disk = new TreeMap<>();
        disk.put("path", "/");
        Inodes inodes = Inodes.of(root);
        disk.put("inodesTotal", inodes.total());
        disk.put("inodesUsed", inodes.used());
        disk.put("inodesFree", inodes.free());
        disk.put("inodesUsedPercent", percent(inodes.used(), inodes.total()));
        try {
            FileStore store = Files.getFileStore(root);
            long total = store.getTotalSpace();
            long used = total - store.getUnallocatedSpace();
            long free = store.getUsableSpace();
            disk.put("fstype", store.type());
            disk.put("total", total);
            disk.put("free", free);
            disk.put("used", used);
            disk.put("usedPercent", percent(used, used + free));
        } catch (IOException e) {
            errors.add("statfs /: " + e.getClass().getSimpleName());
        }
        return disk;
    }
}
