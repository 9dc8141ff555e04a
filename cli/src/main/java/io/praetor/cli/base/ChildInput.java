package io.praetor.cli.base;

/// What a child reads on its standard input.
public enum ChildInput {
    /// What this process could read on its own.
    INHERITED,
    /// Nothing.
    EMPTY,
    /// What this process writes to it.
    PIPED
}
