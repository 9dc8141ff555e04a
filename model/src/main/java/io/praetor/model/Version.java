package io.praetor.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// What the program calls itself. The number is that of the product whose behaviour it has, because scripts, other
/// members and the original's own checks compare it; the revision is our build.
public final class Version {
    /// The level: API, protocols, snapshots.
    public static final String NUMBER = "1.9.0";

    /// What follows the number of a version that is not released; empty for one that is.
    public static final String PRERELEASE = "";

    /// Number and prerelease, such as `1.9.0` or `1.9.0-dev`.
    public static final String FULL = PRERELEASE.isEmpty() ? NUMBER : NUMBER + "-" + PRERELEASE;

    private Version() {}

    /// The commit this build was made from, abbreviated; zeros when the build was not told (`-Dpraetor.revision=`).
    public static String revision() {
        try (InputStream in = Version.class.getResourceAsStream("revision.txt")) {
            return in == null ? "0000000" : new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new IllegalStateException("revision.txt in our own jar cannot be read", e);
        }
    }
}
