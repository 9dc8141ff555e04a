package io.praetor.dns;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is asked, for whoever works an answer out.
///
/// @param labels in lower case, the root's left out
/// @param edns   whether the client speaks EDNS
/// @param source the client, or the network it asks for
record Asked(List<String> labels, int type, boolean edns, InetAddress source) {
    Asked {
        labels = List.copyOf(labels);
    }

    static Asked of(Request request, InetAddress peer) {
        @Nullable InetAddress subnet = request.subnet();
        return new Asked(
                WireName.labels(request.bytes(), request.nameOffset()),
                request.type(),
                request.hasEdns(),
                subnet == null ? peer : subnet);
    }

    /// Another name, asked in the same breath.
    Asked instead(List<String> otherLabels, int otherType) {
        return new Asked(otherLabels, otherType, edns, source);
    }

    /// The name as text, in lower case, without the last dot.
    String name() {
        return String.join(".", labels);
    }
}
