package dev.jenvoy.cli.base;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Formats rows with aligned columns, cut to the terminal's width. Leaves out spare columns first, then shortens the
 * widest ones. No text in a cell can affect the terminal or break a row.
 */
public final class Table {

    private static final String GAP = "  ";
    private static final int MIN_COLUMN_CHARS = 6;
    private static final int LEFT_OUT = -1;

    private final Terminal terminal;
    private final List<String> heads;
    private final List<List<Cell>> rows = new ArrayList<>();
    private final List<Integer> spare = new ArrayList<>();
    private final Set<Integer> whole = new HashSet<>();

    /** A text and its colour. */
    public record Cell(String text, Terminal.Colour colour) {

        public Cell(String text, Terminal.Colour colour) {
            this.text = CheckText.visible(TerminalText.line(text));
            this.colour = colour;
        }

        public static Cell of(String text) {
            return new Cell(text, Terminal.Colour.PLAIN);
        }
    }

    public Table(Terminal terminal, String... heads) {
        this.terminal = terminal;
        this.heads = List.of(heads);
    }

    /** Declares columns that are left out, in this order, if there is not enough room. */
    public Table spare(String... columns) {
        List.of(columns).forEach(column -> spare.add(heads.indexOf(column)));
        return this;
    }

    /** Declares columns that are never cut. */
    public Table whole(String... columns) {
        List.of(columns).forEach(column -> whole.add(heads.indexOf(column)));
        return this;
    }

    public void add(Cell... row) {
        if (row.length != heads.size()) {
            throw new IllegalArgumentException("a row has as many cells as the table has columns");
        }
        rows.add(List.of(row));
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Returns the head and all rows. */
    List<String> lines() {
        int[] widths = widths();
        List<String> lines = new ArrayList<>(rows.size() + 1);
        lines.add(line(
                heads.stream().map(head -> new Cell(head, Terminal.Colour.DIM)).toList(), widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private int[] widths() {
        int[] widths = heads.stream().mapToInt(Table::length).toArray();
        for (List<Cell> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], length(row.get(column).text()));
            }
        }
        for (int column : spare) {
            if (total(widths) <= terminal.width()) {
                return widths;
            }
            widths[column] = LEFT_OUT;
        }
        while (total(widths) > terminal.width()) {
            int widest = LEFT_OUT;
            for (int column = 0; column < widths.length; column++) {
                boolean wider = widest == LEFT_OUT || widths[column] > widths[widest];
                widest = !whole.contains(column) && wider ? column : widest;
            }
            if (widest == LEFT_OUT || widths[widest] <= MIN_COLUMN_CHARS) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    /** Returns the width of all visible columns, with the gaps between them. */
    private static long total(int[] widths) {
        long total = -GAP.length();
        for (int width : widths) {
            total += width == LEFT_OUT ? 0L : (long) width + GAP.length();
        }
        return total;
    }

    private String line(List<Cell> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        int owed = 0;
        for (int column = 0; column < widths.length; column++) {
            if (widths[column] == LEFT_OUT) {
                continue;
            }
            Cell cell = row.get(column);
            String text = cut(cell.text(), widths[column]);
            if (!text.isEmpty()) {
                line.append(" ".repeat(owed)).append(terminal.paint(cell.colour(), text));
                owed = 0;
            }
            owed += widths[column] - length(text) + GAP.length();
        }
        return line.toString();
    }

    private static String cut(String text, int width) {
        return length(text) <= width ? text : text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
