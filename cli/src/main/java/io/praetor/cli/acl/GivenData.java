package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.cli.base.InputFiles;
import io.praetor.model.ByteText;
import java.io.IOException;

/// Texts on the command line that may stand in a file, or come over standard input.
final class GivenData {
    private GivenData() {}

    /// The text that was meant.
    ///
    /// @param given   `-` for standard input, `@name` for a file, everything else itself
    /// @param failing what the user reads, before the reason, when that fails
    static String load(String given, String failing, Context context) throws Refusal {
        try {
            return ByteText.decode(InputFiles.data(given, context.in()));
        } catch (IOException e) {
            throw Refusal.of(failing + e.getMessage());
        }
    }
}
