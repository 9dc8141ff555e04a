package io.praetor.agent.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Whether the machine is a guest or has guests, by the traces that leaves in its files. Both empty: it is neither, or
/// does not show.
///
/// @param system `kvm`, `vbox`, `vmware`, `xen`, `docker`, `lxc` and the like
/// @param role   `guest` or `host`
record Virtualization(String system, String role) {
    private static final Virtualization NONE = new Virtualization("", "");

    /// Texts that give one away.
    ///
    /// @param file  where it is found, below the root
    /// @param trace what is found there
    private record Sign(String file, String trace, Virtualization means) {
        Sign(String file, String trace, String system, String role) {
            this(file, trace, new Virtualization(system, role));
        }
    }

    /// The later the more it says: a container in a virtual machine is a container.
    private static final List<Sign> SIGNS = List.of(
            new Sign("proc/modules", "kvm", "kvm", "host"),
            new Sign("proc/modules", "vboxdrv", "vbox", "host"),
            new Sign("proc/modules", "vboxguest", "vbox", "guest"),
            new Sign("proc/modules", "vmware", "vmware", "guest"),
            new Sign("proc/cpuinfo", "QEMU Virtual CPU", "kvm", "guest"),
            new Sign("proc/cpuinfo", "Common KVM processor", "kvm", "guest"),
            new Sign("proc/cpuinfo", "Common 32-bit KVM processor", "kvm", "guest"),
            new Sign("proc/bus/pci/devices", "virtio-pci", "kvm", "guest"),
            new Sign("proc/xen/capabilities", "", "xen", "guest"),
            new Sign("proc/xen/capabilities", "control_d", "xen", "host"),
            new Sign("proc/self/cgroup", "lxc", "lxc", "guest"),
            new Sign("proc/self/cgroup", "docker", "docker", "guest"),
            new Sign("proc/self/cgroup", "machine-rkt", "rkt", "guest"));

    /// What a machine's files tell.
    ///
    /// @param root of its file system
    static Virtualization of(Path root) {
        Virtualization found = NONE;
        for (Sign sign : SIGNS) {
            if (text(root.resolve(sign.file)).contains(sign.trace) && Files.isReadable(root.resolve(sign.file))) {
                found = sign.means;
            }
        }
        return found;
    }

    /// Not every machine has each of these files; nobody needs to be told.
    private static String text(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1) : "";
        } catch (IOException _) {
            return "";
        }
    }
}
