package io.praetor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What the original answers to wrong use, and the flags its help texts list, for every command that exists here.
class UsageTranscriptTest {
    private static final Path TRANSCRIPT = Path.of("../acceptance/src/test/resources/transcripts/usage.json");
    private static final Pattern FLAG = Pattern.compile("^ {2}-([a-z][\\w-]*)", Pattern.MULTILINE);

    @TestFactory
    Stream<DynamicTest> answersAsTheOriginalDoes() throws IOException, DecodeException {
        Map<String, @Nullable Object> file = Json.parse(Codecs.ANY_MAP, Files.readAllBytes(TRANSCRIPT));
        List<?> steps = (List<?>) java.util.Objects.requireNonNull(file).get("steps");
        List<DynamicTest> tests = new ArrayList<>();
        for (Object step : java.util.Objects.requireNonNull(steps)) {
            Map<?, ?> fields = (Map<?, ?>) step;
            List<String> words = texts(fields.get("cmd"));
            List<String> arguments = words.subList(1, words.size());
            if (!isLater(arguments)) {
                tests.add(DynamicTest.dynamicTest(String.join(" ", words), () -> check(arguments, fields)));
            }
        }
        assertThat(tests).hasSizeGreaterThan(35);
        return tests.stream();
    }

    /// Whether the command belongs to a part of the product that is not there yet.
    private static boolean isLater(List<String> arguments) {
        if (arguments.size() > 1 && arguments.getFirst().equals("connect")) {
            return !arguments.get(1).equals("ca");
        }
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        boolean known = first.isEmpty()
                || first.startsWith("-")
                || CommandTable.create(first) != null
                || CommandTable.isGroup(first);
        return !known && !first.equals("bogus") && !first.equals("help");
    }

    private static void check(List<String> arguments, Map<?, ?> fields) {
        Map<?, ?> expect = (Map<?, ?>) java.util.Objects.requireNonNull(fields.get("expect"));

        CliRun.Result result = new CliRun().run(arguments);

        assertThat((double) result.code()).as("exit code").isEqualTo(expect.get("rc"));
        if (expect.containsKey("flags")) {
            TreeSet<String> flags = new TreeSet<>();
            Matcher matcher = FLAG.matcher(result.out() + result.err());
            while (matcher.find()) {
                flags.add(matcher.group(1));
            }
            assertThat(flags).isEqualTo(new TreeSet<>(texts(expect.get("flags"))));
        }
        if (expect.containsKey("err")) {
            Pattern keep = Pattern.compile(String.valueOf(fields.get("keep")));
            assertThat(result.err().lines().filter(line -> keep.matcher(line).find()))
                    .isEqualTo(texts(expect.get("err")));
        }
    }

    private static List<String> texts(@Nullable Object list) {
        List<String> texts = new ArrayList<>();
        for (Object text : list == null ? List.of() : (List<?>) list) {
            texts.add(String.valueOf(text));
        }
        return texts;
    }
}
