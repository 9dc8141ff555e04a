package io.praetor.cli;

import io.praetor.model.ByteText;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The arguments of the process as they were given. The JVM decodes them by the locale and loses what does not fit, so
/// that under `LC_ALL=C` every character that is not ASCII becomes U+FFFD; the system still has the bytes.
final class ExactArguments {
    private static final char LOST = '\uFFFD';
    private static final String RAW = "/proc/self/cmdline";

    private ExactArguments() {}

    /// The arguments, with what the JVM lost read again where that is possible.
    static List<String> of(String[] decoded) {
        for (String argument : decoded) {
            if (argument.indexOf(LOST) >= 0) {
                return reread(decoded);
            }
        }
        return Arrays.asList(decoded);
    }

    private static List<String> reread(String[] decoded) {
        try (InputStream in = new FileInputStream(RAW)) {
            return last(in.readAllBytes(), decoded);
        } catch (IOException e) {
            // a system without /proc; its users have to live with the JVM's reading
            return Arrays.asList(decoded);
        }
    }

    /// The last arguments of a command line whose words each end in a zero byte.
    static List<String> last(byte[] commandLine, String[] decoded) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < commandLine.length; i++) {
            if (commandLine[i] == 0) {
                words.add(ByteText.decode(commandLine, start, i - start));
                start = i + 1;
            }
        }
        boolean complete = words.size() >= decoded.length;
        return complete ? words.subList(words.size() - decoded.length, words.size()) : Arrays.asList(decoded);
    }
}
