package io.praetor.http.route;

import io.praetor.model.ByteText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The parameters of a query string, in the order given. A name may occur several times; names are case-sensitive.
public final class Params {
    /// No parameters.
    public static final Params NONE = new Params(List.of(), List.of());

    private final List<String> names;
    private final List<String> values;

    private Params(List<String> names, List<String> values) {
        this.names = names;
        this.values = values;
    }

    /// Reads a query string without its `?`. Pairs are separated by `&` or `;`, `+` is a space.
    ///
    /// @return null when an escape is malformed
    public static @Nullable Params parse(String query) {
        if (query.isEmpty()) {
            return NONE;
        }
        List<String> names = new ArrayList<>(4);
        List<String> values = new ArrayList<>(4);
        int start = 0;
        while (start <= query.length()) {
            int end = endOfPair(query, start);
            if (end > start) {
                int sign = query.indexOf('=', start);
                boolean bare = sign < 0 || sign >= end;
                String name = PercentText.decode(query, start, bare ? end : sign, true);
                String value = bare ? "" : PercentText.decode(query, sign + 1, end, true);
                if (name == null || value == null) {
                    return null;
                }
                names.add(name);
                values.add(value);
            }
            start = end + 1;
        }
        return names.isEmpty() ? NONE : new Params(names, values);
    }

    private static int endOfPair(String query, int start) {
        int at = start;
        while (at < query.length() && query.charAt(at) != '&' && query.charAt(at) != ';') {
            at++;
        }
        return at;
    }

    /// Whether the parameter occurs, with any value or none.
    public boolean has(String name) {
        return names.contains(name);
    }

    /// The first value of a parameter; empty when it does not occur.
    public String first(String name) {
        int at = names.indexOf(name);
        return at < 0 ? "" : values.get(at);
    }

    /// Every value of a parameter, in order.
    public List<String> all(String name) {
        if (!has(name)) {
            return List.of();
        }
        return IntStream.range(0, names.size())
                .filter(i -> names.get(i).equals(name))
                .mapToObj(values::get)
                .toList();
    }

    /// Whether there are none.
    public boolean isEmpty() {
        return names.isEmpty();
    }

    /// The parameters as a query string, names in ascending order, as error texts show them.
    public String encoded() {
        StringBuilder out = new StringBuilder();
        IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparing(names::get))
                .forEach(i -> {
                    out.append(out.isEmpty() ? "" : "&");
                    PercentText.encodeQuery(ByteText.encode(names.get(i)), out);
                    out.append('=');
                    PercentText.encodeQuery(ByteText.encode(values.get(i)), out);
                });
        return out.toString();
    }
}
