package io.praetor.dns;

import java.util.List;

/// What one instance gives to an answer; instances are shuffled and left out whole.
///
/// @param answers for the answer section
/// @param glue    addresses of the names in `answers`, for the additional section
/// @param extra   for the additional section as long as nothing has to be left out
record Group(List<Rr> answers, List<Rr> glue, List<Rr> extra) {
    Group {
        answers = List.copyOf(answers);
        glue = List.copyOf(glue);
        extra = List.copyOf(extra);
    }

    static Group of(Rr answer) {
        return new Group(List.of(answer), List.of(), List.of());
    }
}
