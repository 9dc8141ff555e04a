package io.praetor.cli.base;

/// Text for the terminal.
final class HelpText {
    private static final int WIDTH = 80;

    private HelpText() {}

    /// Appends paragraphs, each wrapped; indented lines are examples and stay as they are.
    static void reflow(StringBuilder out, String text, String indent) {
        StringBuilder paragraph = new StringBuilder();
        for (String line : (text + "\n").split("\n", -1)) {
            if (!line.isEmpty() && line.charAt(0) != ' ') {
                paragraph.append(paragraph.isEmpty() ? "" : " ").append(line);
                continue;
            }
            if (!paragraph.isEmpty()) {
                wrap(out, paragraph.toString(), indent);
                paragraph.setLength(0);
            }
            out.append(line.isEmpty() ? "" : indent).append(line).append('\n');
        }
        // the last newline made one empty line too many
        out.setLength(out.length() - 1);
    }

    /// Appends a paragraph, wrapped between words so that no line is wider than 80 columns.
    static void wrap(StringBuilder out, String text, String indent) {
        int column = 0;
        for (String word : text.split(" ", -1)) {
            if (column > 0 && column + 1 + word.length() > WIDTH) {
                out.append('\n');
                column = 0;
            }
            if (column == 0) {
                out.append(indent);
                column = indent.length();
            } else {
                out.append(' ');
                column++;
            }
            out.append(word);
            column += word.length();
        }
        out.append('\n');
    }
}
