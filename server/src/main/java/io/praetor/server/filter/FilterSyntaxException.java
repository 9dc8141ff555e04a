package io.praetor.server.filter;

/// A filter that is not written in the language; the message says where.
final class FilterSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    FilterSyntaxException(String message) {
        super(message, null, false, false);
    }
}
