package io.praetor.server.state;

import io.praetor.model.ByteText;
import io.praetor.store.Key;
import java.util.Locale;

/// How names, ids and keys become keys of tables.
final class Keys {
    /// Where the bytes of names that are not UTF-8 go: code points that no sane name has.
    private static final int PRIVATE_PLANE = 0x10_0000;

    private Keys() {}

    /// A name that is matched without regard to case.
    static Key name(String name) {
        return Key.of(folded(name));
    }

    /// A name within another, such as a service ID on a node.
    static Key names(String outer, String inner) {
        return Key.builder().text(folded(outer)).text(folded(inner)).build();
    }

    /// A name within a name within another.
    static Key names(String outer, String middle, String inner) {
        return Key.builder()
                .text(folded(outer))
                .text(folded(middle))
                .text(folded(inner))
                .build();
    }

    /// The prefix of all [#names] with this outer name.
    static Key within(String outer) {
        return Key.builder().text(folded(outer)).build();
    }

    /// The prefix of all [#names] with these outer names.
    static Key within(String outer, String middle) {
        return Key.builder().text(folded(outer)).text(folded(middle)).build();
    }

    /// A text that is matched as it is.
    static Key exact(String text) {
        return ByteText.hasEscapes(text) ? Key.ofBytes(ByteText.encode(text)) : Key.of(text);
    }

    /// Two texts that are matched as they are.
    static Key exact(String outer, String inner) {
        return Key.builder().text(moved(outer)).text(moved(inner)).build();
    }

    /// The form of a name in which names that are the same are equal.
    static String folded(String name) {
        return moved(name.toLowerCase(Locale.ROOT));
    }

    private static String moved(String text) {
        if (!ByteText.hasEscapes(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() * 2);
        text.codePoints()
                .forEach(c -> out.appendCodePoint(
                        c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? PRIVATE_PLANE + c : c));
        return out.toString();
    }
}
