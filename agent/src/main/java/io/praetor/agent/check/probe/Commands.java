package io.praetor.agent.check.probe;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Finds the programs that scripts name, as a shell would.
final class Commands {
    private final String searchPath;

    /// @param searchPath folders, as in `PATH`
    Commands(String searchPath) {
        this.searchPath = searchPath;
    }

    /// Where a command is.
    ///
    /// @throws StartFailure when it is nowhere or cannot be run, in the original's words
    String locate(String command) throws StartFailure {
        try {
            if (command.indexOf('/') >= 0) {
                return given(command);
            }
            Path found = command.isEmpty() ? null : search(command);
            if (found != null) {
                return found.toString();
            }
        } catch (InvalidPathException e) {
            throw new StartFailure("fork/exec " + command + ": invalid argument");
        }
        throw new StartFailure("exec: \"" + command + "\": executable file not found in $PATH");
    }

    private static String given(String command) throws StartFailure {
        Path path = Path.of(command);
        if (!Files.exists(path)) {
            throw new StartFailure("fork/exec " + command + ": no such file or directory");
        }
        if (!isProgram(path)) {
            throw new StartFailure("fork/exec " + command + ": permission denied");
        }
        return command;
    }

    @Nullable Path search(String name) {
        for (String folder : searchPath.split(File.pathSeparator, -1)) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder, name);
            if (isProgram(candidate)) {
                return candidate;
            }
        }
        return null;
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    /// Why a script could not be started.
    static final class StartFailure extends Exception {
        private static final long serialVersionUID = 1;

        StartFailure(String message) {
            super(message);
        }
    }
}
