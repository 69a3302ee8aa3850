package dev.jenvoy.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows with aligned columns, cut to the terminal's width: first those columns lose letters that have most of them. No text
 * in a cell can meddle with the terminal or break a row.
 */
final class Table {

    private static final String GAP = "  ";
    private static final int LEAST = 6;

    private final Terminal terminal;
    private final List<String> heads;
    private final List<List<Cell>> rows = new ArrayList<>();

    /** A text and its colour. */
    record Cell(String text, Terminal.Colour colour) {

        Cell(String text, Terminal.Colour colour) {
            this.text = CheckedText.visible(SafeText.line(text));
            this.colour = colour;
        }

        static Cell of(String text) {
            return new Cell(text, Terminal.Colour.PLAIN);
        }
    }

    Table(Terminal terminal, String... heads) {
        this.terminal = terminal;
        this.heads = List.of(heads);
    }

    void add(Cell... row) {
        if (row.length != heads.size()) {
            throw new IllegalArgumentException("a row has as many cells as the table has columns");
        }
        rows.add(List.of(row));
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The head and all rows. */
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
        long room = (long) terminal.width() - (long) GAP.length() * (widths.length - 1);
        while (Arrays.stream(widths).asLongStream().sum() > room) {
            int widest = 0;
            for (int column = 1; column < widths.length; column++) {
                widest = widths[column] > widths[widest] ? column : widest;
            }
            if (widths[widest] <= LEAST) {
                break;
            }
            widths[widest]--;
        }
        return widths;
    }

    private String line(List<Cell> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        int owed = 0;
        for (int column = 0; column < widths.length; column++) {
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
