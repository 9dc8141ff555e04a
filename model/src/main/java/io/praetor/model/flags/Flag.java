package io.praetor.model.flags;

import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// One flag of a [FlagSet]: its definition and, after parsing, its value.
///
/// @param <T> what the text of the flag is read as
public final class Flag<T extends @Nullable Object> {
    private final String name;
    private final String usage;
    private final boolean bool;
    private final ValueParser<T> parser;
    private final BinaryOperator<T> fold;
    private T value;
    private boolean set;
    private boolean newer;

    Flag(String name, String usage, boolean bool, T initial, ValueParser<T> parser, BinaryOperator<T> fold) {
        this.name = name;
        this.usage = usage;
        this.bool = bool;
        this.value = initial;
        this.parser = parser;
        this.fold = fold;
    }

    /// The name without a dash.
    public String name() {
        return name;
    }

    /// The sentence that a help text shows.
    public String usage() {
        return usage;
    }

    /// Whether the bare flag means `true`, so that it takes no argument.
    public boolean isBoolean() {
        return bool;
    }

    /// Says that the original of our level does not have it: help texts show it apart from those that it has.
    public Flag<T> newer() {
        newer = true;
        return this;
    }

    /// Whether help texts show it apart.
    public boolean isNewer() {
        return newer;
    }

    /// Whether the flag was given, even with the text of its default.
    public boolean isSet() {
        return set;
    }

    /// The value given last, everything given for a repeatable flag, or the default.
    public T get() {
        return value;
    }

    void accept(String text) throws FlagException {
        T parsed;
        try {
            parsed = parser.parse(text);
        } catch (IllegalArgumentException e) {
            throw bool
                    ? new FlagException(
                            "invalid boolean value \"%s\" for -%s: %s".formatted(text, name, e.getMessage()))
                    : new FlagException("invalid value \"%s\" for flag -%s: %s".formatted(text, name, e.getMessage()));
        }
        value = fold.apply(value, parsed);
        set = true;
    }

    /// Reads the text of a flag.
    ///
    /// @param <T> what it is read as
    @FunctionalInterface
    public interface ValueParser<T extends @Nullable Object> {
        /// The value of a text; throws [IllegalArgumentException] whose message is the reason shown to the user.
        T parse(String text);
    }
}
