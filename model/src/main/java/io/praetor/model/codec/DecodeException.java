package io.praetor.model.codec;

/// Bytes that are not what they should be. The message is fit for the caller who sent them; JSON wording follows the
/// original's decoder (`http-api.md` §1.2), such as `json: unknown field "foo"` or `unexpected EOF`.
public final class DecodeException extends Exception {
    private static final long serialVersionUID = 1;

    /// @param message what is wrong with the input, without a prefix
    public DecodeException(String message) {
        super(message);
    }

    /// @param message what is wrong with the input, without a prefix
    /// @param cause what the parser underneath said
    public DecodeException(String message, Throwable cause) {
        super(message, cause);
    }
}
