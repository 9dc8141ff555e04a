package io.praetor.acceptance.faults;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Network namespaces on one bridge; needs root and the tools `ip`, `tc` and `iptables`.
final class Fabric implements Closeable {

    private final String bridge;
    private final String net;
    private final List<Wired> sites = new ArrayList<>();

    private Fabric(String bridge, String net) {
        this.bridge = bridge;
        this.net = net;
    }

    /// Builds the bridge.
    ///
    /// @param number 0 to 250, different for fabrics that exist at the same time
    static Fabric build(int number) throws IOException, InterruptedException {
        Fabric fabric = new Fabric("prfb" + number, "10.77." + number + ".");
        Shell.attempt("ip", "link", "del", fabric.bridge);
        Shell.run("ip", "link", "add", fabric.bridge, "type", "bridge");
        Shell.run("ip", "addr", "add", fabric.net + "254/24", "dev", fabric.bridge);
        Shell.run("ip", "link", "set", fabric.bridge, "up");
        return fabric;
    }

    /// Adds a namespace with the next address.
    Site add() throws IOException, InterruptedException {
        Wired site = new Wired(bridge + "n" + sites.size(), net + (sites.size() + 1), bridge + "v" + sites.size());
        Shell.attempt("ip", "netns", "del", site.name);
        Shell.attempt("ip", "link", "del", site.link);
        Shell.run("ip", "netns", "add", site.name);
        sites.add(site);
        Shell.run("ip", "link", "add", site.link, "type", "veth", "peer", "name", "eth0", "netns", site.name);
        Shell.run("ip", "link", "set", site.link, "master", bridge, "up");
        site.inside("ip", "addr", "add", site.address + "/24", "dev", "eth0");
        site.inside("ip", "link", "set", "eth0", "up");
        site.inside("ip", "link", "set", "lo", "up");
        return site;
    }

    @Override
    public void close() {
        List.copyOf(sites).forEach(Wired::close);
        try {
            Shell.attempt("ip", "link", "del", bridge);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /// @param root whether the rule is for the machine's own namespace, where the clients are
    private static void filter(boolean root, List<String> prefix, String... rule)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(root ? List.of() : prefix);
        command.add("iptables");
        command.addAll(List.of(rule));
        Shell.run(command.toArray(String[]::new));
    }

    private final class Wired implements Site {
        private final String name;
        private final String address;
        private final String link;
        private boolean silenced;
        private boolean closed;

        Wired(String name, String address, String link) {
            this.name = name;
            this.address = address;
            this.link = link;
        }

        @Override
        public String address() {
            return address;
        }

        @Override
        public List<String> prefix() {
            return List.of("ip", "netns", "exec", name);
        }

        @Override
        public boolean hasLink() {
            return true;
        }

        /// Packets are dropped where they arrive: whoever sends them notices nothing.
        @Override
        public void cut(boolean outgoing, boolean incoming) throws IOException, InterruptedException {
            heal();
            if (outgoing) {
                silenced = true;
                silence("-A");
            }
            if (incoming) {
                filter(false, prefix(), "-A", "INPUT", "-j", "DROP");
            }
        }

        private void silence(String action) throws IOException, InterruptedException {
            filter(true, List.of(), action, "INPUT", "-s", address, "-j", "DROP");
            for (Wired other : sites) {
                if (other != this && !other.closed) {
                    filter(false, other.prefix(), action, "INPUT", "-s", address, "-j", "DROP");
                }
            }
        }

        @Override
        public void slow(int kilobits, int lossPercent) throws IOException, InterruptedException {
            heal();
            inside(
                    "tc",
                    "qdisc",
                    "add",
                    "dev",
                    "eth0",
                    "root",
                    "tbf",
                    "rate",
                    kilobits + "kbit",
                    "burst",
                    "8kb",
                    "latency",
                    "400ms");
            filter(
                    false,
                    prefix(),
                    "-A",
                    "INPUT",
                    "-m",
                    "statistic",
                    "--mode",
                    "random",
                    "--probability",
                    Double.toString(lossPercent / 100.0),
                    "-j",
                    "DROP");
        }

        @Override
        public void heal() throws IOException, InterruptedException {
            if (closed) {
                return;
            }
            List<String> undo = new ArrayList<>(prefix());
            undo.addAll(List.of("tc", "qdisc", "del", "dev", "eth0", "root"));
            Shell.attempt(undo.toArray(String[]::new));
            List<String> rules = new ArrayList<>(prefix());
            // what others were told to drop stays: rules with a source
            rules.addAll(List.of(
                    "sh",
                    "-c",
                    "iptables -S INPUT | grep '^-A' | grep -v -- ' -s ' | sed 's/^-A/-D/'"
                            + " | while read -r rule; do iptables $rule; done"));
            Shell.run(rules.toArray(String[]::new));
            if (silenced) {
                silenced = false;
                silence("-D");
            }
        }

        private void inside(String... command) throws IOException, InterruptedException {
            List<String> whole = new ArrayList<>(prefix());
            whole.addAll(List.of(command));
            Shell.run(whole.toArray(String[]::new));
        }

        @Override
        public void close() {
            try {
                if (silenced) {
                    silenced = false;
                    silence("-D");
                }
                closed = true;
                Shell.attempt("ip", "netns", "del", name);
                Shell.attempt("ip", "link", "del", link);
            } catch (IOException | InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
