package io.praetor.agent.config;

import io.praetor.agent.config.Machine.Card;
import io.praetor.agent.config.TemplateParser.Node;
import io.praetor.model.IpText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Expands `{{ … }}` in address settings, the go-sockaddr template language (`agent.md` §2): sources of addresses,
/// filters over them, and attributes of what is left.
final class AddressTemplate {
    private final Interfaces interfaces;

    AddressTemplate(Machine machine) {
        this.interfaces = new Interfaces(machine);
    }

    /// What a template stands for on this machine; other text as it is.
    String expand(String text) throws ConfigException {
        if (!text.contains("{{")) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        for (Node node : TemplateParser.parse(text)) {
            out.append(shown(value(node)));
        }
        return out.toString();
    }

    /// Addresses on their way through a pipe.
    private record Cards(List<Card> list) {}

    private Object value(Node node) throws ConfigException {
        return switch (node) {
            case Node.Literal literal -> literal.value();
            case Node.Call call -> call(call.function(), values(call.arguments()));
            case Node.Pipe pipe -> {
                Object value = value(pipe.steps().getFirst());
                for (Node step : pipe.steps().subList(1, pipe.steps().size())) {
                    Node.Call call = (Node.Call) step;
                    List<Object> arguments = values(call.arguments());
                    arguments.add(value);
                    value = call(call.function(), arguments);
                }
                yield value;
            }
        };
    }

    private List<Object> values(List<Node> nodes) throws ConfigException {
        List<Object> values = new ArrayList<>();
        for (Node node : nodes) {
            values.add(value(node));
        }
        return values;
    }

    private Object call(String name, List<Object> arguments) throws ConfigException {
        Arguments a = new Arguments(name, arguments);
        return switch (name) {
            case "GetAllInterfaces" -> a.none(new Cards(interfaces.all()));
            case "GetDefaultInterfaces" -> a.none(new Cards(interfaces.ofDefaultRoute()));
            case "GetPrivateInterfaces" -> a.none(new Cards(interfaces.privates()));
            case "GetPublicInterfaces" -> a.none(new Cards(interfaces.publics()));
            case "GetPrivateIP" -> a.none(first(interfaces.privates()));
            case "GetPrivateIPs" -> a.none(addresses(interfaces.allPrivates()));
            case "GetPublicIP" -> a.none(first(interfaces.publics()));
            case "GetPublicIPs" -> a.none(addresses(interfaces.allPublics()));
            case "GetInterfaceIP" ->
                first(interfaces.forwardable(interfaces.named(a.only(1).text(0))));
            case "GetInterfaceIPs" -> addresses(interfaces.named(a.only(1).text(0)));
            case "include" -> new Cards(Interfaces.matching(a.only(3).text(0), a.text(1), a.cards(), true));
            case "exclude" -> new Cards(Interfaces.matching(a.only(3).text(0), a.text(1), a.cards(), false));
            case "sort" -> new Cards(interfaces.sorted(a.only(2).text(0), a.cards()));
            case "unique" -> new Cards(Interfaces.unique(a.only(2).text(0), a.cards()));
            case "limit" -> new Cards(limit(a.only(2).cards(), a.number(0)));
            case "offset" -> new Cards(offset(a.only(2).cards(), a.number(0)));
            case "math" -> new Cards(CardMath.apply(a.only(3).text(0), a.text(1), a.cards()));
            case "attr" -> attribute(a.only(2).text(0), a.cards());
            case "join" -> join(a.only(3).cards(), a.text(0), a.text(1));
            case "printf" -> printf(a);
            case "print" -> print(arguments);
            default -> throw new ConfigException("function \"" + name + "\" not defined");
        };
    }

    private static List<Card> limit(List<Card> cards, long most) {
        return cards.subList(0, Math.clamp(most, 0, cards.size()));
    }

    /// A negative offset counts from the end.
    private static List<Card> offset(List<Card> cards, long count) {
        long from = count < 0 ? cards.size() + count : count;
        return cards.subList(Math.clamp(from, 0, cards.size()), cards.size());
    }

    private static String first(List<Card> cards) {
        return cards.isEmpty() ? "" : IpText.of(cards.getFirst().address());
    }

    private static String addresses(List<Card> cards) throws ConfigException {
        return join(cards, "address", " ");
    }

    private static String attribute(String name, List<Card> cards) throws ConfigException {
        return cards.isEmpty() ? "" : CardAttributes.of(cards.getFirst(), name);
    }

    private static String join(List<Card> cards, String attribute, String separator) throws ConfigException {
        List<String> texts = new ArrayList<>();
        for (Card card : cards) {
            texts.add(CardAttributes.of(card, attribute));
        }
        return String.join(separator, texts);
    }

    private static String shown(Object value) throws ConfigException {
        return value instanceof Cards cards ? addresses(cards.list()) : value.toString();
    }

    private static String print(List<Object> values) throws ConfigException {
        StringBuilder out = new StringBuilder();
        for (Object value : values) {
            out.append(shown(value));
        }
        return out.toString();
    }

    /// The verbs that make sense for addresses: `%s`, `%v`, `%d`, `%q`, `%x`, with a width of at most two digits.
    private static String printf(Arguments arguments) throws ConfigException {
        String format = arguments.text(0);
        StringBuilder out = new StringBuilder();
        int next = 1;
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c != '%') {
                out.append(c);
                continue;
            }
            int start = ++i;
            while (i < format.length() && i - start < 3 && "-0123456789".indexOf(format.charAt(i)) >= 0) {
                i++;
            }
            char verb = i < format.length() ? format.charAt(i) : '\0';
            if (verb == '%') {
                out.append('%');
            } else if ("svdqx".indexOf(verb) < 0) {
                throw new ConfigException(
                        "printf knows no verb \"%" + format.substring(start, Math.min(i + 1, format.length())) + "\"");
            } else if (next >= arguments.values().size()) {
                out.append("%!").append(verb).append("(MISSING)");
            } else {
                pad(
                        out,
                        format.substring(start, i),
                        formatted(verb, arguments.values().get(next++)));
            }
        }
        if (next < arguments.values().size()) {
            throw new ConfigException("printf has more arguments than verbs");
        }
        return out.toString();
    }

    private static String formatted(char verb, Object value) throws ConfigException {
        return switch (verb) {
            case 'q' -> '"' + shown(value).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
            case 'd', 'x' -> {
                if (!(value instanceof Long number)) {
                    throw new ConfigException("printf cannot show \"" + shown(value) + "\" with %" + verb);
                }
                yield verb == 'd'
                        ? number.toString()
                        : Long.toString(number, 16).toLowerCase(Locale.ROOT);
            }
            default -> shown(value);
        };
    }

    private static void pad(StringBuilder out, String width, String text) {
        String digits = width.replace("-", "");
        int missing = (digits.isEmpty() ? 0 : Integer.parseInt(digits)) - text.length();
        String fill = (digits.startsWith("0") && !width.startsWith("-") ? "0" : " ").repeat(Math.max(0, missing));
        out.append(width.startsWith("-") ? text + fill : fill + text);
    }

    /// What a function was given.
    private record Arguments(String function, List<Object> values) {
        Object none(Object value) throws ConfigException {
            only(0);
            return value;
        }

        Arguments only(int count) throws ConfigException {
            if (values.size() != count) {
                throw new ConfigException(
                        "wrong number of args for " + function + ": want " + count + " got " + values.size());
            }
            return this;
        }

        String text(int index) throws ConfigException {
            if (index < values.size() && values.get(index) instanceof String text) {
                return text;
            }
            throw new ConfigException("argument " + (index + 1) + " of " + function + " must be a string");
        }

        long number(int index) throws ConfigException {
            if (values.get(index) instanceof Long number) {
                return number;
            }
            throw new ConfigException("argument " + (index + 1) + " of " + function + " must be a number");
        }

        /// The value of the pipe comes last.
        List<Card> cards() throws ConfigException {
            if (values.getLast() instanceof Cards cards) {
                return cards.list();
            }
            throw new ConfigException(function + " expects addresses");
        }
    }
}
