package io.praetor.rpc;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;

/// A connection that is read and written by a thread that may wait.
public interface ByteStream extends Closeable {

    /// Who is at the other end.
    InetAddress peer();

    /// What arrives.
    InputStream in();

    /// What is sent; flushed when it asks for it.
    OutputStream out();

    /// Nothing more is sent; reading goes on.
    void endOutput() throws IOException;
}
