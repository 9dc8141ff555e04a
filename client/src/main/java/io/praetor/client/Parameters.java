package io.praetor.client;

import io.praetor.model.ByteText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The query string of a request: sorted by name, as the original writes it, since error messages show the URL.
final class Parameters {
    private static final String HEX = "0123456789ABCDEF";

    /// Beside letters and digits, what stays itself in a path.
    private static final String PATH_MARKS = "-_.~$&+,/:;=@";

    /// The same in a value of the query string; a blank becomes `+`.
    private static final String QUERY_MARKS = "-_.~";

    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    void put(String name, String value) {
        int at = names.size();
        while (at > 0 && names.get(at - 1).compareTo(name) > 0) {
            at--;
        }
        names.add(at, name);
        values.add(at, value);
    }

    boolean contains(String name) {
        return names.contains(name);
    }

    void putIfPresent(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            put(name, value);
        }
    }

    /// The target of a request line: the escaped path and, if there are parameters, `?` and them.
    String target(String path) {
        StringBuilder out = new StringBuilder(path.length() + 16);
        escape(out, path, PATH_MARKS);
        for (int i = 0; i < names.size(); i++) {
            out.append(i == 0 ? '?' : '&');
            escape(out, names.get(i), QUERY_MARKS);
            out.append('=');
            escape(out, values.get(i), QUERY_MARKS);
        }
        return out.toString();
    }

    private static void escape(StringBuilder out, String text, String marks) {
        for (byte b : ByteText.encode(text)) {
            char c = (char) (b & 0xff);
            if (isLetterOrDigit(c) || marks.indexOf(c) >= 0) {
                out.append(c);
            } else if (c == ' ' && marks.equals(QUERY_MARKS)) {
                out.append('+');
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
