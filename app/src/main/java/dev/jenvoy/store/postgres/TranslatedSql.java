package dev.jenvoy.store.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement of the SQL that both engines share, in PostgreSQL's form. This is the only place that translates:
 *
 * <ul>
 *   <li>{@code ?1}: parameters with numbers become parameters in their order;
 *   <li>{@code INDEXED BY name}, {@code NOT INDEXED} and the {@code +} before a column, which lead SQLite's planner, are left
 *       out;
 *   <li>{@code LIKE} becomes {@code ILIKE}: SQLite's ignores the case of ASCII letters;
 *   <li>{@code json_each(?)} becomes the elements of an array, in a column of the same name, {@code value}.
 * </ul>
 */
final class TranslatedSql {

    private static final Pattern HINT = Pattern.compile(" (?:NOT INDEXED|INDEXED BY [a-z_]+)\\b");
    private static final Pattern LIKE = Pattern.compile("(?<=[a-z)\"] )LIKE(?= )");
    private static final Pattern PLUS = Pattern.compile("(?<=[(, ])\\+(?=[a-z_])");
    private static final Pattern JSON = Pattern.compile("json_each\\((\\?[0-9]*)\\)");

    private final String text;
    private final int[][] places;

    private TranslatedSql(String text, int[][] places) {
        this.text = text;
        this.places = places;
    }

    /** Returns PostgreSQL's form. */
    String text() {
        return text;
    }

    /** Returns, for each parameter, where it is in the text, from 1. Must not be changed. */
    int[][] places() {
        return places;
    }

    static TranslatedSql of(String sql) {
        StringBuilder text = new StringBuilder(sql.length());
        List<List<Integer>> places = new ArrayList<>();
        int place = 0;
        int from = 0;
        // Between quotes nothing is translated.
        for (int at = 0; at <= sql.length(); at++) {
            char letter = at < sql.length() ? sql.charAt(at) : '\'';
            if (letter == '\'' || letter == '"') {
                place = numbered(plain(sql.substring(from, at)), text, places, place);
                int end = at < sql.length() ? sql.indexOf(letter, at + 1) : at;
                if (end < 0) {
                    throw new IllegalArgumentException("a quote is open");
                }
                text.append(sql, at, Math.min(end + 1, sql.length()));
                at = end;
                from = end + 1;
            }
        }
        return new TranslatedSql(
                text.toString(),
                places.stream()
                        .map(of -> of.stream().mapToInt(Integer::intValue).toArray())
                        .toArray(int[][]::new));
    }

    /** Returns whether each parameter is in its place and nowhere else. */
    boolean isInOrder() {
        for (int i = 0; i < places.length; i++) {
            if (places[i].length != 1 || places[i][0] != i + 1) {
                return false;
            }
        }
        return true;
    }

    private static String plain(String sql) {
        String text = HINT.matcher(sql).replaceAll("");
        text = LIKE.matcher(text).replaceAll("ILIKE");
        text = PLUS.matcher(text).replaceAll("");
        return JSON.matcher(text).replaceAll("jsonb_array_elements_text($1::jsonb)");
    }

    private static final Pattern PARAMETER = Pattern.compile("\\?([0-9]*)");

    private static int numbered(String sql, StringBuilder text, List<List<Integer>> places, int before) {
        int place = before;
        Matcher parameter = PARAMETER.matcher(sql);
        while (parameter.find()) {
            int number = parameter.group(1).isEmpty() ? places.size() + 1 : Integer.parseInt(parameter.group(1));
            while (places.size() < number) {
                places.add(new ArrayList<>());
            }
            places.get(number - 1).add(++place);
            parameter.appendReplacement(text, "?");
        }
        parameter.appendTail(text);
        return place;
    }
}
