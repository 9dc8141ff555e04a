package io.praetor.client;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The log of an agent as it is written, until somebody closes this or the agent ends. To end a call that waits, close
/// the client.
public final class LogStream implements Closeable {
    private final Response response;
    private final BufferedReader lines;

    LogStream(Response response) {
        this.response = response;
        this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /// The next line; waits for it. Null when the agent has ended the stream.
    ///
    /// @throws IOException when the connection breaks or the client is closed
    public @Nullable String next() throws IOException {
        return lines.readLine();
    }

    @Override
    public void close() throws IOException {
        response.close();
    }
}
