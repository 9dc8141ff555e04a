package io.praetor.agent.config;

import io.praetor.agent.config.Machine.Card;
import io.praetor.model.IpText;
import java.net.Inet4Address;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The addresses of the machine, chosen and ordered as templates want them.
final class Interfaces {
    /// Every network for private or special use.
    private static final String SPECIAL = "6890";

    private static final Predicate<Card> IS_SPECIAL = card -> SpecialNetworks.contains(SPECIAL, card.address());
    private static final Set<String> FLAGS = Set.of(
            "broadcast",
            "down",
            "forwardable",
            "global unicast",
            "interface-local multicast",
            "link-local multicast",
            "link-local unicast",
            "loopback",
            "multicast",
            "point-to-point",
            "unspecified",
            "up");

    private final Machine machine;

    Interfaces(Machine machine) {
        this.machine = machine;
    }

    List<Card> all() {
        return machine.cards();
    }

    /// All addresses of the interface that leads to everywhere else; none without one.
    List<Card> ofDefaultRoute() {
        return all().stream().filter(this::isDefault).toList();
    }

    private boolean isDefault(Card card) {
        return card.name().equals(machine.defaultInterface());
    }

    /// Those for private use that packets may be forwarded from, those of the default route first.
    List<Card> privates() throws ConfigException {
        return sorted("default,type,size", usable().filter(IS_SPECIAL).toList());
    }

    List<Card> publics() throws ConfigException {
        return sorted("default,type,size", usable().filter(IS_SPECIAL.negate()).toList());
    }

    List<Card> allPrivates() throws ConfigException {
        return sorted("type,size", usable().filter(IS_SPECIAL).toList());
    }

    List<Card> allPublics() throws ConfigException {
        return sorted("type,size", usable().filter(IS_SPECIAL.negate()).toList());
    }

    private Stream<Card> usable() {
        return all().stream().filter(card -> has(card, "forwardable") && has(card, "up"));
    }

    List<Card> named(String pattern) throws ConfigException {
        return sorted("type,size", matching("name", pattern, all(), true));
    }

    List<Card> forwardable(List<Card> cards) {
        return cards.stream().filter(card -> has(card, "forwardable")).toList();
    }

    /// The cards that a filter accepts, or those it does not.
    static List<Card> matching(String filter, String value, List<Card> cards, boolean wanted) throws ConfigException {
        Predicate<Card> accepted = filter(filter.toLowerCase(Locale.ROOT), value);
        return cards.stream().filter(card -> accepted.test(card) == wanted).toList();
    }

    private static Predicate<Card> filter(String kind, String value) throws ConfigException {
        return switch (kind) {
            case "name" -> regex(value, Card::name);
            case "address" -> regex(value, card -> IpText.of(card.address()));
            // addresses of interfaces have no port
            case "port" -> regex(value, _ -> "0");
            case "type" -> type(value);
            case "flag", "flags" -> flags(value);
            case "network" -> network(value);
            case "rfc" -> rfc(value);
            case "size" -> size(value);
            default -> throw new ConfigException("invalid filter \"" + kind + "\"");
        };
    }

    private static Predicate<Card> type(String value) throws ConfigException {
        List<String> types = List.of(value.toLowerCase(Locale.ROOT).split("\\|", -1));
        for (String type : types) {
            if (!List.of("ip", "ipv4", "ipv6", "unix").contains(type)) {
                throw new ConfigException("unsupported type \"" + type + "\"");
            }
        }
        return card -> types.contains("ip") || types.contains(isV4(card) ? "ipv4" : "ipv6");
    }

    private static Predicate<Card> flags(String value) throws ConfigException {
        List<String> flags = List.of(value.toLowerCase(Locale.ROOT).split("\\|", -1));
        for (String flag : flags) {
            if (!FLAGS.contains(flag)) {
                throw new ConfigException("unsupported interface flag \"" + flag + "\"");
            }
        }
        return card -> flags.stream().allMatch(flag -> has(card, flag));
    }

    private static boolean has(Card card, String flag) {
        return switch (flag) {
            case "forwardable" -> SpecialNetworks.isForwardable(card.address());
            case "down" -> !card.flags().contains("up");
            case "global unicast" ->
                !card.address().isAnyLocalAddress()
                        && !card.address().isLoopbackAddress()
                        && !card.address().isMulticastAddress()
                        && !card.address().isLinkLocalAddress();
            case "interface-local multicast" -> card.address().isMCNodeLocal();
            case "link-local multicast" -> card.address().isMCLinkLocal();
            case "link-local unicast" -> card.address().isLinkLocalAddress();
            case "unspecified" -> card.address().isAnyLocalAddress();
            case "point-to-point" -> card.flags().contains("pointtopoint");
            default -> card.flags().contains(flag);
        };
    }

    private static Predicate<Card> network(String value) throws ConfigException {
        Predicate<Card> any = _ -> false;
        for (String part : value.split("\\|", -1)) {
            Cidr cidr = Cidr.parse(part);
            if (cidr == null) {
                throw new ConfigException("invalid cidr: " + part);
            }
            any = any.or(card -> cidr.contains(card.address()));
        }
        return any;
    }

    private static Predicate<Card> rfc(String value) throws ConfigException {
        Predicate<Card> any = _ -> false;
        for (String number : value.split("\\|", -1)) {
            if (!SpecialNetworks.isKnown(number)) {
                throw new ConfigException("unsupported RFC \"" + number + "\"");
            }
            any = any.or(card -> SpecialNetworks.contains(number, card.address()));
        }
        return any;
    }

    private static Predicate<Card> size(String value) throws ConfigException {
        String bits = value.startsWith("/") ? value.substring(1) : value;
        if (!bits.matches("\\d{1,3}")) {
            throw new ConfigException("\"" + value + "\" is not a number of bits");
        }
        return card -> card.prefixLength() == Integer.parseInt(bits);
    }

    private static Predicate<Card> regex(String text, Function<Card, String> of) throws ConfigException {
        try {
            Pattern pattern = Pattern.compile(text);
            return card -> pattern.matcher(of.apply(card)).find();
        } catch (PatternSyntaxException e) {
            throw new ConfigException("invalid regular expression \"" + text + "\": " + e.getDescription());
        }
    }

    /// Ordered by one key after the other; `-` turns a key's order around.
    List<Card> sorted(String keys, List<Card> cards) throws ConfigException {
        Comparator<Card> order = Comparator.comparingInt(_ -> 0);
        for (String key : keys.split(",", -1)) {
            String name = key.strip().replaceFirst("^[+-]", "");
            Comparator<Card> next = order(name);
            order = order.thenComparing(key.strip().startsWith("-") ? next.reversed() : next);
        }
        return cards.stream().sorted(order).toList();
    }

    private Comparator<Card> order(String key) throws ConfigException {
        return switch (key) {
            case "address" -> Comparator.comparing(card -> card.address().getAddress(), Cidr::compare);
            case "default" -> Comparator.comparing(card -> !isDefault(card));
            case "name" -> Comparator.comparing(Card::name);
            case "port" -> Comparator.comparingInt(_ -> 0);
            case "private" -> Comparator.comparing(card -> !IS_SPECIAL.test(card));
            case "size" -> Comparator.comparingInt(Card::prefixLength);
            case "type" -> Comparator.comparing(card -> !isV4(card));
            default -> throw new ConfigException("unknown sort type: \"" + key + "\"");
        };
    }

    /// The first card with each value of an attribute.
    static List<Card> unique(String attribute, List<Card> cards) throws ConfigException {
        Map<String, Card> first = new LinkedHashMap<>();
        for (Card card : cards) {
            first.putIfAbsent(CardAttributes.of(card, attribute), card);
        }
        return first.values().stream().collect(Collectors.toUnmodifiableList());
    }

    private static boolean isV4(Card card) {
        return card.address() instanceof Inet4Address;
    }
}
