package io.praetor.raft;

import java.nio.file.Path;

/// A process that proposes until it is killed, and says which commands were acknowledged: [KilledProcessTest] runs it.
final class Killed {

    private Killed() {}

    public static void main(String[] arguments) throws Exception {
        try (TestServer server = TestServer.single(Path.of(arguments[0]))) {
            int next = server.machine().applied().size();
            while (true) {
                server.propose("c" + next);
                System.out.println(next);
                next++;
            }
        }
    }
}
