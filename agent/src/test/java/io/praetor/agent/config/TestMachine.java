package io.praetor.agent.config;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/// A machine with a name and the given interface addresses, written `name address/bits`; `eth0` leads outside.
record TestMachine(List<String> interfaces) implements Machine {
    TestMachine(String... interfaces) {
        this(List.of(interfaces));
    }

    @Override
    public String hostName() {
        return "box";
    }

    @Override
    public String defaultInterface() {
        return "eth0";
    }

    @Override
    public List<Card> cards() {
        return interfaces.stream()
                .map(text -> {
                    String[] words = text.split("[ /]", -1);
                    Set<String> flags = words[0].equals("lo") ? Set.of("up", "loopback") : Set.of("up", "multicast");
                    return new Card(words[0], InetAddress.ofLiteral(words[1]), Integer.parseInt(words[2]), flags);
                })
                .toList();
    }
}
