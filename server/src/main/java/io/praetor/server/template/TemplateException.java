package io.praetor.server.template;

/// A template that cannot be compiled or filled in. The message says why.
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1;

    TemplateException(String message) {
        super(message, null, false, false);
    }

    /// Why.
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
