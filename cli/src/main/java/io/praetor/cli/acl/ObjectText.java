package io.praetor.cli.acl;

import io.praetor.model.codec.Codec;

/// How objects of one kind are printed.
///
/// @param <T> the kind
interface ObjectText<T> {
    /// The object as JSON shows it to users of the command line, whose fields have an order of their own.
    Codec<T> json();

    /// The object in lines for people.
    ///
    /// @param meta whether to show hash and indexes too
    String pretty(T value, boolean meta);

    /// What stands between two objects of a list.
    default String separator() {
        return "";
    }
}
