package io.praetor.server.endpoint;

import java.util.List;

/// Several complaints in one text, as the original lists them.
public final class MultiError {
    private MultiError() {}

    /// The text of at least one complaint.
    public static String text(List<String> errors) {
        StringBuilder text =
                new StringBuilder(errors.size() == 1 ? "1 error occurred:" : errors.size() + " errors occurred:");
        errors.forEach(error -> text.append("\n\t* ").append(error));
        return text.append("\n\n").toString();
    }
}
