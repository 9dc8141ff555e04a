package io.praetor.model.settings;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the value of a configuration key must look like.
sealed interface Type {

    /// A single value; the name is the one error messages show.
    enum Scalar implements Type {
        STRING("string"),
        /// A text that is read as a duration when it is used.
        DURATION("string"),
        BOOL("bool"),
        INT("int"),
        UINT("uint"),
        FLOAT("float64");

        final String shown;

        Scalar(String shown) {
            this.shown = shown;
        }
    }

    /// Anything: blocks of foreign or later systems, read by whoever owns the key.
    record Opaque() implements Type {}

    /// Values one after the other; lists of several sources add up.
    record ListOf(Type element) implements Type {}

    /// Free keys with values of one type; maps of several sources merge key by key.
    record MapOf(Type value) implements Type {}

    /// An object with known keys.
    final class Struct implements Type {
        private final String name;
        private final Map<String, Field> fields;

        Struct(String name, Map<String, Field> fields) {
            this.name = name;
            this.fields = fields;
        }

        String name() {
            return name;
        }

        /// All fields, by every name they may be written with.
        Map<String, Field> fields() {
            return fields;
        }

        /// The field a key means, whatever its case.
        @Nullable Field find(String key) {
            Field field = fields.get(key);
            return field != null ? field : fields.get(key.toLowerCase(java.util.Locale.ROOT));
        }
    }

    /// A known key.
    record Field(String name, Type type) {}
}
