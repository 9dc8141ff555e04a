package io.praetor.agent;

/// Gives a server's short-lived objects more room than a client agent needs. The launcher cannot know which of the two
/// an agent is, for that may stand in a file, so every agent starts with a young generation of 6 MB
/// (`dist/src/agent.options`): on a client agent it would never grow, and every page of it is touched sooner or later.
/// The serial collector fits it to the whole heap at each full collection; one right after the start, with little to
/// look at, takes some ten milliseconds and leaves it at 20 MB.
final class ServerHeap {
    private ServerHeap() {}

    static void grow() {
        System.gc();
    }
}
