package io.praetor.model.hcl;

/// Where a token begins: line and column from 1. The column counts characters; each read past the end counts as one
/// more, as
/// recorded error lines show.
record Position(int line, int column) {}
