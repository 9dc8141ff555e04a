package io.praetor.acceptance.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A page of `docs` whose blocks can be carried out. A comment before a block says what it is: `run: HOST`, with
/// `until: PATTERN` when it is repeated until its output looks like that, or `file: HOST NAME`.
final class Guide {
    private static final Pattern BLOCK = Pattern.compile(
            "<!-- (run|file): (\\S+)(?: until: (.*?)| (\\S+))? -->\n```\\w+\n(.*?)\n```\n", Pattern.DOTALL);
    private static final Pattern FENCE = Pattern.compile("^```\\w", Pattern.MULTILINE);

    private Guide() {}

    /// One block.
    sealed interface Step {
        /// Whose machine.
        String host();
    }

    /// Commands for a shell.
    ///
    /// @param until what the output must have in it; null: it must only succeed
    record Run(String host, String script, @Nullable Pattern until) implements Step {}

    /// A file to write.
    record Write(String host, String name, String text) implements Step {}

    /// The steps of a page, in order.
    ///
    /// @throws IOException also when a block has no comment: then nobody would try it
    static List<Step> read(Path page) throws IOException {
        String text = Files.readString(page);
        List<Step> steps = new ArrayList<>();
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            String until = block.group(3);
            steps.add(
                    block.group(1).equals("run")
                            ? new Run(block.group(2), block.group(5), until == null ? null : Pattern.compile(until))
                            : new Write(block.group(2), block.group(4), block.group(5) + "\n"));
        }
        long blocks = FENCE.matcher(text).results().count();
        if (blocks != steps.size()) {
            throw new IOException(
                    "%s has %d blocks, of which %d can be carried out".formatted(page, blocks, steps.size()));
        }
        return steps;
    }
}
