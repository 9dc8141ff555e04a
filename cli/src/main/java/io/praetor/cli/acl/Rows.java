package io.praetor.cli.acl;

import io.praetor.model.Bytes;
import io.praetor.model.GoTime;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Lines of a label and a value, the values in one column.
final class Rows {
    private final StringBuilder out = new StringBuilder();
    private final String indent;
    private final int column;

    /// @param indent before every line
    /// @param column how wide the labels are, with their colon and the blanks behind it
    Rows(String indent, int column) {
        this.indent = indent;
        this.column = column;
    }

    Rows row(String label, String value) {
        out.append(indent).append(label).append(':');
        out.append(" ".repeat(Math.max(0, column - 1 - label.length())))
                .append(value)
                .append('\n');
        return this;
    }

    /// Nothing for an empty value.
    Rows rowIfAny(String label, String value) {
        return value.isEmpty() ? this : row(label, value);
    }

    Rows row(String label, Instant time) {
        return row(label, time(time));
    }

    /// A hash in hexadecimal digits, nothing when there is none.
    Rows hash(@Nullable Bytes hash) {
        return row("Hash", hash == null ? "" : HexFormat.of().formatHex(hash.array()));
    }

    /// Create index and modify index.
    Rows indexes(long created, long modified) {
        return row("Create Index", Long.toUnsignedString(created)).row("Modify Index", Long.toUnsignedString(modified));
    }

    /// A line as it is, behind the indent.
    Rows line(String text) {
        out.append(indent).append(text).append('\n');
        return this;
    }

    /// Text as it is.
    Rows text(String text) {
        out.append(text);
        return this;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    /// A time as the original's programs print one: `2026-11-21 07:37:01.1 +0000 UTC`.
    private static String time(Instant time) {
        String text = GoTime.format(time);
        return text.substring(0, text.length() - 1).replace('T', ' ') + " +0000 UTC";
    }
}
