package io.praetor.cli.base;

import java.util.ArrayList;
import java.util.List;

/// Rows of cells with aligned columns.
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /// Adds a row; rows may differ in length.
    public Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /// The rows, left-aligned, columns two blanks apart, nothing behind the last cell (spec/cli.md section 1); ends
    /// with a newline.
    public String text() {
        return render(2, false);
    }

    /// The rows as the original's other printer lays them out: `gap` blanks behind the widest cell of each column. A
    /// row's last cell is padded only with `padLast`, and then counts for the width of its column.
    public String text(int gap, boolean padLast) {
        return render(gap, padLast);
    }

    private String render(int gap, boolean padLast) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (i == widths.size()) {
                    widths.add(0);
                }
                if (gap == 2 || padLast || i < row.size() - 1) {
                    widths.set(i, Math.max(widths.get(i), width(row.get(i))));
                }
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                out.append(cell);
                if (padLast || i < row.size() - 1) {
                    out.repeat(' ', widths.get(i) + gap - width(cell));
                }
            }
            out.append('\n');
        }
        return out.toString();
    }

    private static int width(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
