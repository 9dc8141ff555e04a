package io.praetor.server.enforcement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// One line of the table: what somebody does, which rights that takes, and what comes of it without.
///
/// @param what         the name of an operation
/// @param alternatives sets of rights, each of which is enough; none: everybody may
/// @param without      `refused` (`Permission denied`), `reported` (likewise, in the answer of a transaction), `hidden`
///                     (the answer lacks something), or the words of a refusal
record Need(String what, List<Set<Grant>> alternatives, String without) {
    static List<Need> table() throws IOException {
        List<Need> needs = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(Need.class.getResourceAsStream("permissions.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    needs.add(parse(line));
                }
            }
        }
        return needs;
    }

    private static Need parse(String line) {
        List<String> columns =
                Arrays.stream(line.split("\\s{2,}")).map(String::strip).toList();
        List<Set<Grant>> alternatives = new ArrayList<>();
        if (!columns.get(1).equals("-")) {
            for (String alternative : columns.get(1).split("\\|", -1)) {
                Set<Grant> grants = new HashSet<>();
                for (String grant : alternative.split(",", -1)) {
                    grants.add(Grant.of(grant));
                }
                alternatives.add(grants);
            }
        }
        return new Need(columns.get(0), alternatives, columns.size() > 2 ? columns.get(2) : "");
    }

    /// Every way to lack what it takes by as little as possible: one right of each alternative.
    List<Set<Grant>> gaps() {
        List<Set<Grant>> gaps = List.of(Set.of());
        for (Set<Grant> alternative : alternatives) {
            List<Set<Grant>> wider = new ArrayList<>();
            for (Set<Grant> gap : gaps) {
                for (Grant grant : alternative) {
                    Set<Grant> more = new HashSet<>(gap);
                    more.add(grant);
                    wider.add(more);
                }
            }
            gaps = wider;
        }
        return alternatives.isEmpty() ? List.of() : gaps;
    }
}
