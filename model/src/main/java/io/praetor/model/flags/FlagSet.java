package io.praetor.model.flags;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// The flags one command understands, and the parser of its arguments.
///
/// The grammar is Go's: one or two dashes, `=` or the next argument for the value, a bare boolean is true; parsing
/// stops at the first argument that is no flag, at `-`, or after `--`. Not thread-safe; parse once.
public final class FlagSet {
    private final TreeMap<String, Flag<?>> flags = new TreeMap<>();

    /// A flag with a text value.
    public Flag<String> text(String name, String initial, String usage) {
        return define(name, usage, initial, text -> text);
    }

    /// A flag that is true when bare; takes Go's spellings of booleans after `=`.
    public Flag<Boolean> bool(String name, boolean initial, String usage) {
        return add(new Flag<>(name, usage, true, initial, FlagSet::parseBool, (_, last) -> last));
    }

    /// A boolean of which it matters whether it was given at all.
    public Flag<@Nullable Boolean> optionalBool(String name, String usage) {
        return add(new Flag<@Nullable Boolean>(name, usage, true, null, FlagSet::parseBool, (_, last) -> last));
    }

    /// A whole number; Go's prefixes `0x`, `0o`, `0b` are read too.
    public Flag<Integer> integer(String name, int initial, String usage) {
        return define(name, usage, initial, FlagSet::parseInt);
    }

    /// A text flag that may be given several times; the values in order.
    public Flag<List<String>> texts(String name, String usage) {
        return repeatable(name, usage, List.of(), text -> List.of(text), FlagSet::append);
    }

    /// A flag whose last value counts, read by the caller's parser.
    public <T extends @Nullable Object> Flag<T> define(
            String name, String usage, T initial, Flag.ValueParser<T> parser) {
        return add(new Flag<>(name, usage, false, initial, parser, (_, last) -> last));
    }

    /// A flag that may be given several times; `fold` joins what was collected with the next value.
    public <T> Flag<T> repeatable(
            String name, String usage, T initial, Flag.ValueParser<T> parser, BinaryOperator<T> fold) {
        return add(new Flag<>(name, usage, false, initial, parser, fold));
    }

    /// All flags, by name.
    public Collection<Flag<?>> flags() {
        return Collections.unmodifiableCollection(flags.values());
    }

    /// Reads the flags at the front of the arguments and returns the rest, the positional arguments.
    public List<String> parse(List<String> arguments) throws FlagException {
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.length() < 2 || argument.charAt(0) != '-') {
                return List.copyOf(arguments.subList(i, arguments.size()));
            }
            if (argument.equals("--")) {
                return List.copyOf(arguments.subList(i + 1, arguments.size()));
            }
            String body = argument.substring(argument.charAt(1) == '-' ? 2 : 1);
            if (body.isEmpty() || body.charAt(0) == '-' || body.charAt(0) == '=') {
                throw new FlagException("bad flag syntax: " + argument);
            }
            int equals = body.indexOf('=');
            Flag<?> flag = find(equals < 0 ? body : body.substring(0, equals));
            if (equals >= 0) {
                flag.accept(body.substring(equals + 1));
            } else if (flag.isBoolean()) {
                flag.accept("true");
            } else if (++i < arguments.size()) {
                flag.accept(arguments.get(i));
            } else {
                throw new FlagException("flag needs an argument: -" + flag.name());
            }
        }
        return List.of();
    }

    private Flag<?> find(String name) throws FlagException {
        Flag<?> flag = flags.get(name);
        if (flag != null) {
            return flag;
        }
        if (name.equals("h") || name.equals("help")) {
            throw FlagException.helpRequested();
        }
        throw new FlagException("flag provided but not defined: -" + name);
    }

    private <F extends Flag<?>> F add(F flag) {
        if (flags.putIfAbsent(flag.name(), flag) != null) {
            throw new IllegalStateException("flag \"" + flag.name() + "\" is defined twice");
        }
        return flag;
    }

    private static List<String> append(List<String> before, List<String> next) {
        List<String> all = new ArrayList<>(before);
        all.addAll(next);
        return Collections.unmodifiableList(all);
    }

    /// Joins maps collected by a [#repeatable] flag of pairs; a later value of a key wins.
    public static Map<String, String> merge(Map<String, String> before, Map<String, String> next) {
        Map<String, String> all = new LinkedHashMap<>(before);
        all.putAll(next);
        return Collections.unmodifiableMap(all);
    }

    private static Boolean parseBool(String text) {
        return switch (text) {
            case "1", "t", "T", "TRUE", "true", "True" -> true;
            case "0", "f", "F", "FALSE", "false", "False" -> false;
            default -> throw new IllegalArgumentException("parse error");
        };
    }

    private static Integer parseInt(String text) {
        long value;
        try {
            value = decode(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("parse error", e);
        }
        if (value != (int) value) {
            throw new IllegalArgumentException("value out of range");
        }
        return (int) value;
    }

    private static long decode(String text) {
        boolean signed = text.startsWith("-") || text.startsWith("+");
        String digits = signed ? text.substring(1) : text;
        if (digits.isEmpty() || Character.digit(digits.charAt(0), 10) < 0) {
            throw new NumberFormatException(text);
        }
        long magnitude = 0;
        if (digits.length() > 2 && digits.charAt(0) == '0') {
            magnitude = switch (digits.charAt(1)) {
                case 'x', 'X' -> Long.parseLong(digits.substring(2), 16);
                case 'b', 'B' -> Long.parseLong(digits.substring(2), 2);
                case 'o', 'O' -> Long.parseLong(digits.substring(2), 8);
                default -> Long.parseLong(digits, 8);
            };
        } else {
            magnitude = Long.parseLong(digits);
        }
        return text.startsWith("-") ? -magnitude : magnitude;
    }
}
