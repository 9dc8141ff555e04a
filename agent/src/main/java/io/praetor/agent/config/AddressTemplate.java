package io.praetor.agent.config;

import io.praetor.agent.config.Machine.Card;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Expands `{{ … }}` in address settings, the go-sockaddr template language (`agent.md` §2): a source of addresses and
/// a pipe
/// of filters. `math` and `printf` are not there yet.
final class AddressTemplate {
    private static final Pattern BRACES = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|`[^`]*`|\\||[^\\s|\"`]+)");

    private final Machine machine;

    AddressTemplate(Machine machine) {
        this.machine = machine;
    }

    String expand(String text) throws ConfigException {
        if (!text.contains("{{")) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        Matcher matcher = BRACES.matcher(text);
        while (matcher.find()) {
            matcher.appendReplacement(out, Matcher.quoteReplacement(evaluate(matcher.group(1))));
        }
        matcher.appendTail(out);
        if (out.indexOf("{{") >= 0) {
            throw new ConfigException("unclosed action");
        }
        return out.toString();
    }

    private String evaluate(String action) throws ConfigException {
        List<List<String>> pipe = new ArrayList<>(List.of(new ArrayList<>()));
        Matcher words = WORD.matcher(action.strip());
        int at = 0;
        while (words.find() && words.start() == at) {
            at = words.end();
            if (words.group(1).equals("|")) {
                pipe.add(new ArrayList<>());
            } else {
                pipe.getLast().add(words.group(1));
            }
        }
        if (at < action.strip().length() || pipe.stream().anyMatch(List::isEmpty)) {
            throw new ConfigException("unexpected token in \"" + action.strip() + "\"");
        }
        Object value = source(pipe.getFirst());
        for (List<String> step : pipe.subList(1, pipe.size())) {
            if (!(value instanceof Cards cards)) {
                throw new ConfigException("\"" + step.getFirst() + "\" expects addresses");
            }
            value = step(cards.list(), step);
        }
        return value instanceof Cards cards ? join(cards.list(), "address", " ") : value.toString();
    }

    private record Cards(List<Card> list) {}

    private Object source(List<String> words) throws ConfigException {
        String name = words.getFirst();
        return switch (name) {
            case "GetAllInterfaces" -> new Cards(machine.cards());
            case "GetDefaultInterfaces" -> new Cards(defaults());
            case "GetPrivateInterfaces" -> new Cards(forwarding(AddressTemplate::isPrivate));
            case "GetPublicInterfaces" -> new Cards(forwarding(AddressTemplate::isPublic));
            case "GetPrivateIP" -> first(forwarding(AddressTemplate::isPrivate));
            case "GetPrivateIPs" -> join(forwarding(AddressTemplate::isPrivate), "address", " ");
            case "GetPublicIP" -> first(forwarding(AddressTemplate::isPublic));
            case "GetPublicIPs" -> join(forwarding(AddressTemplate::isPublic), "address", " ");
            case "GetInterfaceIP" -> first(named(argument(words, 1)));
            case "GetInterfaceIPs" -> join(named(argument(words, 1)), "address", " ");
            default -> throw new ConfigException("function \"" + name + "\" not defined");
        };
    }

    private Object step(List<Card> cards, List<String> words) throws ConfigException {
        return switch (words.getFirst()) {
            case "include" -> new Cards(cards.stream().filter(filter(words)).toList());
            case "exclude" ->
                new Cards(cards.stream().filter(filter(words).negate()).toList());
            case "sort" ->
                new Cards(cards.stream().sorted(order(argument(words, 1))).toList());
            case "unique" -> new Cards(unique(cards, argument(words, 1)));
            case "limit" -> new Cards(cards.subList(0, Math.clamp(number(words), 0, cards.size())));
            case "offset" -> new Cards(cards.subList(Math.clamp(number(words), 0, cards.size()), cards.size()));
            case "attr" -> cards.isEmpty() ? "" : attribute(cards.getFirst(), argument(words, 1));
            case "join" -> join(cards, argument(words, 1), argument(words, 2));
            default -> throw new ConfigException("function \"" + words.getFirst() + "\" not defined");
        };
    }

    /// Interfaces that lead outside: up and not the loopback. Without a routing table at hand, the first such interface
    /// that
    /// has an IPv4 address stands for the one of the default route.
    private List<Card> defaults() {
        List<Card> outside = machine.cards().stream()
                .filter(card -> card.flags().contains("up") && !card.flags().contains("loopback"))
                .toList();
        return outside.stream()
                .filter(card -> card.address() instanceof Inet4Address)
                .findFirst()
                .map(Card::name)
                .map(name -> outside.stream()
                        .filter(card -> card.name().equals(name))
                        .toList())
                .orElse(List.of());
    }

    private List<Card> forwarding(Predicate<InetAddress> kind) {
        return defaults().stream()
                .filter(card -> card.address() instanceof Inet4Address && kind.test(card.address()))
                .toList();
    }

    private List<Card> named(String name) {
        return machine.cards().stream()
                .filter(card -> card.name().equals(name))
                .sorted(order("type,size"))
                .toList();
    }

    private static String first(List<Card> cards) {
        return cards.isEmpty() ? "" : IpText.of(cards.getFirst().address());
    }

    private static String join(List<Card> cards, String attribute, String separator) throws ConfigException {
        List<String> texts = new ArrayList<>();
        for (Card card : cards) {
            texts.add(attribute(card, attribute));
        }
        return String.join(separator, texts);
    }

    private static String attribute(Card card, String name) throws ConfigException {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "address", "host" -> IpText.of(card.address());
            case "name" -> card.name();
            case "type" -> type(card);
            case "size", "mask_bits" -> String.valueOf(card.prefixLength());
            case "flags" -> String.join("|", card.flags());
            default -> throw new ConfigException("unsupported attribute name \"" + name + "\"");
        };
    }

    private Predicate<Card> filter(List<String> words) throws ConfigException {
        String value = argument(words, 2);
        String kind = argument(words, 1);
        return switch (kind) {
            case "name" -> regex(value, Card::name);
            case "address" -> regex(value, card -> IpText.of(card.address()));
            case "type" -> {
                List<String> types = List.of(value.toLowerCase(Locale.ROOT).split("\\|", -1));
                yield card -> types.contains(type(card)) || types.contains("ip");
            }
            case "flag", "flags" -> {
                List<String> flags = List.of(value.toLowerCase(Locale.ROOT).split("\\|", -1));
                yield card -> flags.stream().allMatch(card.flags()::contains);
            }
            case "network" -> any(value, Cidr::of);
            case "rfc" -> any(value, AddressTemplate::networkOfRfc);
            case "size" -> {
                int bits = parse(value.startsWith("/") ? value.substring(1) : value);
                yield card -> card.prefixLength() == bits;
            }
            default -> throw new ConfigException("invalid filter \"" + kind + "\"");
        };
    }

    private interface Networks {
        List<Cidr> of(String text) throws ConfigException;
    }

    private static Predicate<Card> any(String value, Networks networks) throws ConfigException {
        List<Cidr> all = new ArrayList<>();
        for (String part : value.split("\\|", -1)) {
            all.addAll(networks.of(part));
        }
        return card -> all.stream().anyMatch(cidr -> cidr.contains(card.address()));
    }

    private static List<Cidr> networkOfRfc(String number) throws ConfigException {
        List<String> networks = switch (number) {
            case "1918" -> List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");
            case "6598" -> List.of("100.64.0.0/10");
            case "4193" -> List.of("fc00::/7");
            case "3927" -> List.of("169.254.0.0/16");
            case "4291" -> List.of("fe80::/10");
            case "1122" -> List.of("0.0.0.0/8", "127.0.0.0/8");
            default -> throw new ConfigException("unsupported RFC \"" + number + "\"");
        };
        List<Cidr> all = new ArrayList<>();
        for (String network : networks) {
            all.addAll(Cidr.of(network));
        }
        return all;
    }

    private static Predicate<Card> regex(String text, java.util.function.Function<Card, String> of)
            throws ConfigException {
        try {
            Pattern pattern = Pattern.compile(text);
            return card -> pattern.matcher(of.apply(card)).find();
        } catch (PatternSyntaxException e) {
            throw new ConfigException("invalid regular expression \"" + text + "\": " + e.getDescription());
        }
    }

    private static Comparator<Card> order(String keys) {
        Comparator<Card> order = Comparator.comparingInt(_ -> 0);
        for (String key : keys.split(",", -1)) {
            String name = key.strip().replaceFirst("^[+-]", "");
            Comparator<Card> next = switch (name) {
                case "address" -> Comparator.comparing(card -> card.address().getAddress(), Cidr::compare);
                case "name" -> Comparator.comparing(Card::name);
                case "type" -> Comparator.comparing(AddressTemplate::type);
                case "size" -> Comparator.comparingInt(Card::prefixLength);
                case "private" -> Comparator.comparing((Card card) -> !isPrivate(card.address()));
                default -> Comparator.comparingInt(_ -> 0);
            };
            order = order.thenComparing(key.strip().startsWith("-") ? next.reversed() : next);
        }
        return order;
    }

    private static List<Card> unique(List<Card> cards, String attribute) throws ConfigException {
        Map<String, Card> first = new LinkedHashMap<>();
        for (Card card : cards) {
            first.putIfAbsent(attribute(card, attribute), card);
        }
        return List.copyOf(first.values());
    }

    private static String type(Card card) {
        return card.address() instanceof Inet4Address ? "ipv4" : "ipv6";
    }

    private static int number(List<String> words) throws ConfigException {
        return parse(argument(words, 1));
    }

    private static int parse(String text) throws ConfigException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw new ConfigException("\"" + text + "\" is not a number");
        }
    }

    private static String argument(List<String> words, int index) throws ConfigException {
        if (index >= words.size()) {
            throw new ConfigException("\"" + words.getFirst() + "\" needs " + index + " argument(s)");
        }
        String word = words.get(index);
        return word.startsWith("\"") || word.startsWith("`")
                ? word.substring(1, word.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
                : word;
    }

    /// Addresses for use inside of a site (RFC 1918, 6598, 4193).
    static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        return bytes.length == 4
                ? first == 10
                        || (first == 172 && second >> 4 == 1)
                        || (first == 192 && second == 168)
                        || (first == 100 && second >> 6 == 1)
                : (first & 0xfe) == 0xfc;
    }

    private static boolean isPublic(InetAddress address) {
        return !isPrivate(address)
                && !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isMulticastAddress()
                && !address.isAnyLocalAddress();
    }
}
