package io.praetor.house;

import java.util.ArrayList;
import java.util.List;

/// Carries `///` comments past a formatter that does not know them: it breaks their long lines into something that is
/// no comment. Each block stands as one short line comment while the code around it moves, and comes back at its new
/// indentation, with lines that have become too long broken at a blank.
final class DocComments {

    private static final int WIDTH = 120;
    private static final String MARK = "// praetor-doc-comment ";

    private final List<List<String>> blocks = new ArrayList<>();
    private final String withoutThem;

    DocComments(String source) {
        StringBuilder text = new StringBuilder();
        boolean inBlock = false;
        for (String line : source.split("\n", -1)) {
            String content = line.strip();
            if (!content.startsWith("///")) {
                inBlock = false;
                text.append(line).append('\n');
            } else {
                if (!inBlock) {
                    blocks.add(new ArrayList<>());
                    String indent = line.substring(0, line.indexOf('/'));
                    text.append(indent).append(MARK).append(blocks.size() - 1).append('\n');
                }
                inBlock = true;
                blocks.getLast().add(content.substring(3));
            }
        }
        text.setLength(text.length() - 1);
        withoutThem = text.toString();
    }

    /// The source with a mark in the place of each block.
    String withoutThem() {
        return withoutThem;
    }

    /// The formatted source with the blocks in the place of their marks.
    String backIn(String formatted) {
        StringBuilder text = new StringBuilder();
        for (String line : formatted.split("\n", -1)) {
            String content = line.strip();
            if (content.startsWith(MARK)) {
                String indent = line.substring(0, line.indexOf('/'));
                write(blocks.get(Integer.parseInt(content.substring(MARK.length()))), indent, text);
            } else {
                text.append(line).append('\n');
            }
        }
        text.setLength(text.length() - 1);
        return text.toString();
    }

    private static void write(List<String> block, String indent, StringBuilder text) {
        boolean inCode = false;
        for (String line : block) {
            inCode ^= line.strip().startsWith("```");
            boolean asItIs = inCode || line.strip().startsWith("|");
            String prefix = indent + "///";
            String rest = line;
            while (!asItIs && prefix.length() + rest.length() > WIDTH) {
                int margin = margin(rest);
                int cut = rest.lastIndexOf(' ', WIDTH - prefix.length());
                if (cut <= margin) {
                    break;
                }
                text.append(prefix).append(rest, 0, cut).append('\n');
                rest = " ".repeat(margin) + rest.substring(cut + 1);
            }
            text.append(prefix).append(rest.stripTrailing()).append('\n');
        }
    }

    /// Where the text of a line begins, behind blanks and a list's dash; a tag's own lines are indented by four.
    private static int margin(String line) {
        int margin = 0;
        while (margin < line.length() && line.charAt(margin) == ' ') {
            margin++;
        }
        if (line.startsWith("@", margin)) {
            return margin + 4;
        }
        return line.startsWith("- ", margin) ? margin + 2 : margin;
    }
}
