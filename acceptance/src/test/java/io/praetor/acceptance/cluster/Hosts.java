package io.praetor.acceptance.cluster;

import io.praetor.acceptance.program.Consul;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Hosts that are folders and loopback addresses of this machine. What people do with `ssh`, `scp` and `systemctl` is
/// done by scripts of that name: paths lead into the host's folder, `systemctl start consul` starts an agent there, and
/// `journalctl` shows what it said.
final class Hosts implements Closeable {
    private final Path root;
    private final Path bin;
    private final String network;
    private final Map<String, String> addresses = new LinkedHashMap<>();
    /// What later blocks on a host know of earlier ones.
    private final Map<String, List<String>> kept = new LinkedHashMap<>();

    /// What a block did.
    record Result(int code, String output) {}

    /// @param root a folder for everything
    /// @param last names of hosts, and the last numbers of their addresses
    Hosts(Path root, Map<String, Integer> last) throws IOException {
        this.root = root;
        bin = Files.createDirectory(root.resolve("bin"));
        long chance = ProcessHandle.current().pid() ^ System.nanoTime();
        network = "127.%d.%d.".formatted(1 + (chance & 0x7F), chance >> 7 & 0xFF);
        for (Map.Entry<String, Integer> host : last.entrySet()) {
            String address = network + host.getValue();
            addresses.put(host.getKey(), address);
            Path folder = Files.createDirectory(root.resolve(host.getKey()));
            Files.writeString(folder.resolve("address"), address);
            // whoever is on the host says localhost
            Files.writeString(
                    folder.resolve(".curlrc"), "connect-to = \"localhost:8501:%s:8501\"\n".formatted(address));
        }
        script("consul", "exec %s \"$@\"".formatted(Consul.launcher()));
        script("chown", "exit 0");
        script("ssh", """
                host=${1#root@}
                shift
                cd "$ROOT/$host" || exit 1
                HOST=$host exec sh -c "$(printf '%s' "$*" | sed "$(mapping "$host")")"
                """);
        // from one host to another (-3), or from here
        script("scp", """
                [ "$1" != -3 ] || shift
                for target; do :; done
                host=${target%%:*}
                host=${host#root@}
                place=$(printf '%s' "${target#*:}" | sed "$(mapping "$host")")
                while [ $# -gt 1 ]; do
                    file=$1
                    case $file in
                    root@*:*)
                        from=${file%%:*}
                        file=$ROOT/${from#root@}/${file#*:}
                        ;;
                    esac
                    [ ! -d "$place" ] || to=$place/$(basename "$file")
                    [ -d "$place" ] || to=$place
                    [ -e "$to" ] || cp -p "$file" "$to" || exit 1
                    case $file in
                    *.hcl) sed "$(mapping "$host")" "$file" > "$to" ;;
                    *) cat "$file" > "$to" ;;
                    esac || exit 1
                    shift
                done
                """);
        script("mapping", """
                printf 's|/etc/consul.d|%s/etc/consul.d|g;s|/opt/consul|%s/opt/consul|g' "$ROOT/$1" "$ROOT/$1"
                """);
        script("systemctl", """
                cd "$ROOT/$HOST" || exit 1
                case $1 in
                start)
                    setsid consul agent -config-dir=etc/consul.d -client="$(cat address)" %s > log 2>&1 < /dev/null &
                    echo $! > pid
                    ;;
                reload) kill -HUP "$(cat pid)" ;;
                *) exit 1 ;;
                esac
                """.formatted("'" + Datacenter.SLOW_HANDS + "'"));
        script("journalctl", "exec cat \"$ROOT/$HOST/log\"");
    }

    private void script(String name, String text) throws IOException {
        Path file = Files.writeString(bin.resolve(name), "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    /// Where a host's files are.
    Path folder(String host) {
        return root.resolve(host);
    }

    String address(String host) {
        return String.valueOf(addresses.get(host));
    }

    /// A text of the page as it is here: other addresses, and on the hosts other paths.
    String here(String host, String text) {
        String local = text.replace("10.0.0.", network);
        if (!addresses.containsKey(host)) {
            return local;
        }
        return local.replace("/etc/consul.d", folder(host) + "/etc/consul.d")
                .replace("https://localhost:8501\n", "https://" + address(host) + ":8501\n")
                .replace("-connect localhost:8501", "-connect " + address(host) + ":8501")
                .replace("dig @127.0.0.1", "dig @" + address(host));
    }

    /// Runs a block, where the one before it on this host ended, and with what it exported.
    Result run(String host, String block) throws IOException, InterruptedException {
        String script = here(host, block + "\n");
        List<String> known = kept.computeIfAbsent(host, _ -> new ArrayList<>(List.of("set -e\n")));
        Path folder = Files.createDirectories(folder(host));
        Path output = root.resolve("output");
        Path where = root.resolve(host + ".where");
        String goOn = Files.exists(where) ? "cd '" + Files.readString(where).strip() + "'\n" : "";
        String remember = "trap 'pwd > \"" + where + "\"' EXIT\n";
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", goOn + remember + String.join("", known) + script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        shell.environment().clear();
        shell.environment().putAll(Consul.environment(null));
        shell.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        shell.environment().put("ROOT", root.toString());
        shell.environment().put("HOME", folder.toString());
        shell.environment().put("CONSUL_TLS_SERVER_NAME", "localhost");
        Process running = shell.start();
        if (!running.waitFor(240, TimeUnit.SECONDS)) {
            running.destroyForcibly();
            throw new IOException("does not end: " + block);
        }
        script.lines().forEach(line -> keep(line, known));
        return new Result(running.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private static void keep(String line, List<String> known) {
        if (line.startsWith("export ") || line.startsWith("umask ")) {
            known.add(line + "\n");
        } else if (line.startsWith("unset ")) {
            known.removeIf(each -> each.startsWith(line.replace("unset ", "export ") + "="));
        }
    }

    /// What the agents say.
    String logs() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String host : addresses.keySet()) {
            Path log = folder(host).resolve("log");
            if (Files.exists(log)) {
                all.append("== ").append(host).append('\n').append(Files.readString(log));
            }
        }
        return all.toString();
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> ended = new ArrayList<>();
        for (String host : addresses.keySet()) {
            Path pid = folder(host).resolve("pid");
            if (Files.exists(pid)) {
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(agent -> {
                    agent.descendants().forEach(ProcessHandle::destroyForcibly);
                    agent.destroyForcibly();
                    ended.add(agent);
                });
            }
        }
        ended.forEach(agent -> agent.onExit().join());
    }
}
