package io.praetor.agent.config;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads address settings: IP literals, templates that ask for the machine's own addresses, Unix sockets; and chooses
/// the
/// address to advertise. Faults of values go to the settings, those that leave nothing to go on are thrown.
final class Addresses {
    private final Settings settings;
    private final Machine machine;

    Addresses(Settings settings, Machine machine) {
        this.settings = settings;
        this.machine = machine;
    }

    /// All addresses of a setting, which may be a template and separates them by blanks.
    List<ListenAddress> list(String key, String absent) {
        List<ListenAddress> list = new ArrayList<>();
        for (String word : expand(key, settings.text(key, absent)).split("\\s+", -1)) {
            if (word.startsWith("unix://")) {
                list.add(new ListenAddress.Unix(word.substring("unix://".length())));
            } else if (!word.isEmpty()) {
                InetAddress address = literal(word);
                if (address == null) {
                    settings.fault(key + ": invalid ip address: " + word);
                    return List.of();
                }
                list.add(new ListenAddress.Ip(address));
            }
        }
        return list;
    }

    /// The texts of a list, which may be addresses or names; a template stands for as many as it names.
    List<String> texts(String key) {
        List<String> all = new ArrayList<>();
        for (String text : settings.texts(key)) {
            if (text.contains("{{")) {
                Stream.of(expand(key, text).split("\\s+", -1))
                        .filter(word -> !word.isEmpty())
                        .forEach(all::add);
            } else {
                all.add(text);
            }
        }
        return all;
    }

    /// Addresses of front doors that may have their own, else those of `client_addr`.
    List<ListenAddress> frontDoor(String key, List<ListenAddress> client) {
        return settings.has(key) ? list(key, "") : client;
    }

    /// The addresses for front doors without one of their own: no sockets.
    List<ListenAddress> client() {
        List<ListenAddress> all = list("client_addr", "127.0.0.1");
        if (all.stream().anyMatch(ListenAddress.Unix.class::isInstance)) {
            settings.fault("client_addr cannot be a unix socket");
            return List.of();
        }
        return all;
    }

    /// The one address an agent binds to.
    InetAddress bind() throws ConfigException {
        List<ListenAddress> list = list("bind_addr", "0.0.0.0");
        if (list.isEmpty()) {
            throw new ConfigException("bind_addr cannot be empty");
        }
        if (list.size() > 1) {
            throw new ConfigException(
                    "bind_addr cannot contain multiple addresses. Use 'addresses.{dns,http,https}' instead.");
        }
        return switch (list.getFirst()) {
            case ListenAddress.Unix _ -> throw new ConfigException("bind_addr cannot be a unix socket");
            case ListenAddress.Ip ip -> ip.address();
        };
    }

    /// A setting of one address; absent when it is not set or, with a fault noted, not usable.
    @Nullable InetAddress one(String key) {
        if (!settings.has(key)) {
            return null;
        }
        List<ListenAddress> list = list(key, "");
        if (list.size() > 1) {
            settings.fault(key + " cannot contain multiple addresses");
            return null;
        }
        if (list.isEmpty()) {
            return null;
        }
        return switch (list.getFirst()) {
            case ListenAddress.Unix _ -> {
                settings.fault(key + " cannot be a unix socket");
                yield null;
            }
            case ListenAddress.Ip ip -> ip.address();
        };
    }

    /// The address others reach this agent at, for an agent bound to `bind`.
    InetAddress advertise(InetAddress bind) throws ConfigException {
        if (!bind.isAnyLocalAddress()) {
            return bind;
        }
        boolean v4 = bind instanceof Inet4Address;
        String kind = v4 ? "private IPv4" : "public IPv6";
        List<InetAddress> found = machine.cards().stream()
                .filter(card -> card.flags().contains("up"))
                .map(Machine.Card::address)
                .filter(address -> v4 ? isPrivate(address) : isPublicV6(address))
                .filter(address -> !v4 || address instanceof Inet4Address)
                .toList();
        if (found.isEmpty()) {
            throw new ConfigException("No " + kind + " address found");
        }
        if (found.size() > 1) {
            throw new ConfigException(
                    "Multiple " + kind + " addresses found. Please configure one with 'bind' and/or 'advertise'.");
        }
        return found.getFirst();
    }

    private static boolean isPublicV6(InetAddress address) {
        return address instanceof Inet6Address && !isPrivate(address) && !address.isLinkLocalAddress();
    }

    /// For use inside of a site.
    private static boolean isPrivate(InetAddress address) {
        return Stream.of("1918", "6598", "4193").anyMatch(rfc -> SpecialNetworks.contains(rfc, address));
    }

    private String expand(String key, String text) {
        try {
            return new AddressTemplate(machine).expand(text);
        } catch (ConfigException e) {
            settings.fault(key + ": error parsing \"" + text + "\": " + e.getMessage());
            return "";
        }
    }

    /// The address a literal names; null for anything else, since a configuration must not ask DNS.
    static @Nullable InetAddress literal(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (bare.indexOf(':') < 0 && !isDottedQuad(bare)) {
            return null;
        }
        try {
            return InetAddress.ofLiteral(bare);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static boolean isDottedQuad(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            if (part.isEmpty()
                    || part.length() > 3
                    || !part.chars().allMatch(c -> c >= '0' && c <= '9')
                    || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }
}
