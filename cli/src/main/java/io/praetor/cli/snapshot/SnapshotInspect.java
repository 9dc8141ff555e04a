package io.praetor.cli.snapshot;

import io.praetor.cli.base.Command;
import io.praetor.cli.base.Context;
import io.praetor.cli.base.InputFiles;
import io.praetor.cli.base.JsonText;
import io.praetor.cli.base.Table;
import io.praetor.model.flags.Flag;
import io.praetor.model.snapshot.ArchiveReader;
import io.praetor.model.snapshot.SnapshotMeta;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// `snapshot inspect`: checks an archive and shows what is in it.
public final class SnapshotInspect extends Command {
    private static final int GAP = 6;
    private static final int LABEL_WIDTH = 13;

    private final Flag<String> format = flags().text("format", "pretty", "How to print it: pretty or json.");

    @Override
    protected String usage() {
        return "consul snapshot inspect [options] FILE";
    }

    @Override
    protected String description() {
        return """
                Checks a snapshot file and shows its metadata, and how many records of each kind
                it holds and how much room they take. Needs no agent.

                For people:

                    $ consul snapshot inspect backup.snap

                For scripts:

                    $ consul snapshot inspect -format=json backup.snap
                """;
    }

    @Override
    protected int execute(List<String> arguments, Context context) {
        if (arguments.isEmpty()) {
            return context.fail("Missing FILE argument");
        }
        if (arguments.size() > 1) {
            return context.fail("Too many arguments (expected 1, got " + arguments.size() + ")");
        }
        String name = arguments.getFirst();
        StateScan scan = new StateScan();
        SnapshotMeta meta;
        try (InputStream archive = open(name)) {
            meta = ArchiveReader.read(archive, scan);
        } catch (OpenFailure e) {
            return context.fail("Error opening snapshot file: " + e.getMessage());
        } catch (IOException e) {
            return context.fail("Error reading snapshot: " + e.getMessage());
        }
        try {
            scan.finish();
        } catch (IOException e) {
            return context.fail("Error extracting snapshot data: " + e.getMessage());
        }
        switch (format.get()) {
            case "pretty" -> context.out().print(pretty(meta, scan));
            case "json" -> context.out().print(json(meta, scan));
            default -> {
                return context.fail("Error outputting enhanced snapshot data: Unknown format: " + format.get());
            }
        }
        return 0;
    }

    private static final class OpenFailure extends IOException {
        private static final long serialVersionUID = 1L;

        OpenFailure(Throwable cause, String message) {
            super(message, cause);
        }
    }

    private static InputStream open(String name) throws OpenFailure {
        try {
            return new BufferedInputStream(Files.newInputStream(Path.of(name)));
        } catch (IOException e) {
            throw new OpenFailure(
                    e, String.valueOf(InputFiles.explain("open", name, e).getMessage()));
        } catch (InvalidPathException e) {
            throw new OpenFailure(e, "open " + name + ": invalid argument");
        }
    }

    private static String pretty(SnapshotMeta meta, StateScan scan) {
        StringBuilder out = new StringBuilder();
        row(out, "ID", meta.id());
        row(out, "Size", Long.toString(meta.size()));
        row(out, "Index", Long.toString(meta.index()));
        row(out, "Term", Long.toString(meta.term()));
        row(out, "Version", Integer.toString(meta.version()));
        // the cell behind the last one ends the line there, which makes the last column padded too
        Table table = new Table().row(" Type", "Count", "Size", "").row(" ----", "----", "----", "");
        for (StateScan.Kind kind : scan.kinds()) {
            table.row(" " + kind.name(), Long.toString(kind.count()), bytes(kind.sum()), "");
        }
        table.row(" ----", "----", "----", "").row(" Total", "", bytes(scan.total()));
        return out.append('\n').append(table.text(GAP, false)).toString();
    }

    private static void row(StringBuilder out, String label, String value) {
        out.append(' ')
                .append(label)
                .repeat(' ', LABEL_WIDTH - label.length())
                .append(value)
                .append('\n');
    }

    private static String json(SnapshotMeta meta, StateScan scan) {
        StringBuilder out = new StringBuilder("{\n   \"Meta\": {\n      \"ID\": ")
                .append(JsonText.quote(meta.id()))
                .append(",\n      \"Size\": ")
                .append(meta.size())
                .append(",\n      \"Index\": ")
                .append(meta.index())
                .append(",\n      \"Term\": ")
                .append(meta.term())
                .append(",\n      \"Version\": ")
                .append(meta.version())
                .append("\n   },\n   \"Stats\": [");
        String before = "\n";
        for (StateScan.Kind kind : scan.kinds()) {
            out.append(before)
                    .append("      {\n         \"Name\": ")
                    .append(JsonText.quote(kind.name()))
                    .append(",\n         \"Sum\": ")
                    .append(kind.sum())
                    .append(",\n         \"Count\": ")
                    .append(kind.count())
                    .append("\n      }");
            before = ",\n";
        }
        return out.append("\n   ],\n   \"TotalSize\": ")
                .append(scan.total())
                .append("\n}\n")
                .toString();
    }

    /// A size with at most one decimal: `68B`, `6.2KB`.
    static String bytes(long size) {
        String[] units = {"B", "KB", "MB", "GB", "TB"};
        int unit = 0;
        long divisor = 1;
        while (unit < units.length - 1 && size / divisor >= 1024) {
            unit++;
            divisor *= 1024;
        }
        long tenths = Math.round((double) size * 10 / divisor);
        String text = tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + tenths % 10;
        return text + units[unit];
    }
}
