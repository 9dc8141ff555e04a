package io.praetor.agent.local;

/// Who defined something.
public enum Origin {
    /// A configuration file.
    LOCAL("local"),
    /// The API.
    REMOTE("remote");

    private final String text;

    Origin(String text) {
        this.text = text;
    }

    /// The word in files.
    String text() {
        return text;
    }

    /// What a file says; files of before sources were written down are of the API.
    static Origin of(String text) {
        return text.equals(LOCAL.text) ? LOCAL : REMOTE;
    }
}
