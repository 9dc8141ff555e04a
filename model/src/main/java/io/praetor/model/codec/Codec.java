package io.praetor.model.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// How one type of value travels, both ways, in both forms. Stateless and thread-safe.
///
/// @param <T> the Java type; nullable where the original can hold nil
public interface Codec<T extends @Nullable Object> {
    /// Writes the value as JSON.
    void writeJson(JsonGenerator out, T value) throws IOException;

    /// Reads the value at the parser's current token. JSON `null` yields [#zero()].
    T readJson(JsonInput in) throws IOException, DecodeException;

    /// Writes the value as MessagePack.
    void pack(PackWriter out, T value);

    /// Reads one MessagePack value; nil yields [#zero()].
    T unpack(PackReader in) throws DecodeException;

    /// What the value is when nothing was said: the original's zero value.
    T zero();

    /// Whether `omitempty` leaves the value out of JSON.
    boolean isEmpty(T value);

    /// The original's name of the type, for its error texts: `int`, `[]string`.
    String typeName();
}
