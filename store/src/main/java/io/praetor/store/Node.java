package io.praetor.store;

/// A place in a radix tree; see [Radix].
abstract sealed class Node permits Leaf, Inner {}
