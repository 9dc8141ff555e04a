package io.praetor.cli.base;

import io.praetor.model.ByteText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// A stream of the process that takes text as UTF-8, whatever the locale says, and raw bytes. Buffered by whoever made
/// the stream beneath; [#flush] before anything else writes to the same place.
public final class Output {
    private final OutputStream stream;

    /// Writes to a stream that stays the caller's.
    public Output(OutputStream stream) {
        this.stream = stream;
    }

    /// Writes text as it is.
    public void print(String text) {
        write(ByteText.encode(text));
    }

    /// Writes text and a newline.
    public void line(String text) {
        write(ByteText.encode(text + "\n"));
    }

    /// Writes bytes as they are.
    public void write(byte[] bytes) {
        try {
            stream.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Hands everything to the stream beneath.
    public void flush() {
        try {
            stream.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
