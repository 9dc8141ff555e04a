package io.praetor.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// One line of the table of routes: a request, which rights are enough for it, and what comes of it without any.
///
/// @param pattern the route
/// @param path    what is asked for, with variables in braces
/// @param takes   the rights; none: everybody may ask, and gets what is there
/// @param status  of the answer without them
/// @param words   the body of that answer; what ends in `…` is only its beginning
/// @param body    what is sent, with variables in braces
record Knock(String method, String pattern, String path, List<Right> takes, int status, String words, String body) {
    /// A right to something, by name where there are several of its kind.
    record Right(String kind, String level, String name) {
        static Right of(String text) {
            int space = text.indexOf(' ');
            String[] kind = (space < 0 ? text : text.substring(0, space)).split(":", 2);
            return new Right(kind[0], kind[1], space < 0 ? "" : text.substring(space + 1));
        }

        /// The rule that gives this right and no more.
        String rule() {
            return rule(level);
        }

        /// The rule that gives as much as can be had without it.
        String lesser() {
            return rule(level.equals("write") ? "read" : "deny");
        }

        private String rule(String policy) {
            return name.isEmpty()
                    ? "%s = \"%s\"\n".formatted(kind, policy)
                    : "%s \"%s\" { policy = \"%s\" }\n".formatted(kind, name, policy);
        }
    }

    static List<Knock> table() throws IOException {
        List<Knock> table = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(Knock.class.getResourceAsStream("sweep.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    table.add(parse(line.split("\\s{2,}", -1)));
                }
            }
        }
        return table;
    }

    private static Knock parse(String[] columns) {
        String[] request = columns[0].split(" ", 3);
        List<Right> takes = columns[1].equals("-")
                ? List.of()
                : Arrays.stream(columns[1].split(", ", -1)).map(Right::of).toList();
        int status = Integer.parseInt(columns[2].substring(0, 3));
        String words = columns[2].length() > 4 ? columns[2].substring(4) : status == 403 ? "Permission denied" : "";
        String rest = request.length > 2 ? request[2] : "";
        String body = columns.length > 3 ? columns[3] : "";
        return new Knock(request[0], request[1], request[1] + rest, takes, status, words, body);
    }

    /// Its route, as the table of routes has it.
    String route() {
        return method + " " + pattern;
    }

    boolean isRefused() {
        return words.contains("denied");
    }

    @Override
    public String toString() {
        return method + " " + path + (body.isEmpty() ? "" : " " + body);
    }
}
