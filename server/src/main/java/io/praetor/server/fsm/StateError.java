package io.praetor.server.fsm;

/// The result of a command that was refused; nothing of it was applied.
///
/// @param text the exact text for whoever sent the command
public record StateError(String text) {}
