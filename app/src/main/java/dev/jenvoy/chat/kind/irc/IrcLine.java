package dev.jenvoy.chat.kind.irc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One line of the server.
 *
 * @param tags the message tags, unescaped; a tag without a value has an empty one
 * @param source who it comes from, {@code nick!user@host} or a server; empty if the line does not say
 * @param command in upper case, or three digits
 * @param params the parameters; the last may contain blanks
 */
record IrcLine(Map<String, String> tags, String source, String command, List<String> params) {

    private static final Pattern BLANKS = Pattern.compile(" +");

    IrcLine {
        tags = Map.copyOf(tags);
        params = List.copyOf(params);
    }

    /** Reads a line without its end. Never fails: what is no command is a line with an empty command. */
    static IrcLine parse(String line) {
        String rest = line;
        Map<String, String> tags = Map.of();
        String source = "";
        if (rest.startsWith("@")) {
            tags = tags(word(rest).substring(1));
            rest = afterWord(rest);
        }
        if (rest.startsWith(":")) {
            source = word(rest).substring(1);
            rest = afterWord(rest);
        }
        String command = word(rest).toUpperCase(Locale.ROOT);
        rest = afterWord(rest);
        List<String> params = new ArrayList<>();
        while (!rest.isEmpty()) {
            if (rest.startsWith(":")) {
                params.add(rest.substring(1));
                break;
            }
            params.add(word(rest));
            rest = afterWord(rest);
        }
        return new IrcLine(tags, source, command, params);
    }

    /** Returns the parameter at this index; empty text if there are fewer. */
    String param(int index) {
        return index < params.size() ? params.get(index) : "";
    }

    /** Returns the last parameter, which is the text of most lines. */
    String text() {
        return params.isEmpty() ? "" : params.get(params.size() - 1);
    }

    /** Returns the words of the last parameter. */
    List<String> words() {
        return BLANKS.splitAsStream(text()).filter(word -> !word.isEmpty()).toList();
    }

    /** Returns the nick of the source, or the server's name. */
    String nick() {
        int end = source.indexOf('!');
        return end < 0 ? source : source.substring(0, end);
    }

    Optional<String> tag(String name) {
        return Optional.ofNullable(tags.get(name));
    }

    private static String word(String text) {
        int blank = text.indexOf(' ');
        return blank < 0 ? text : text.substring(0, blank);
    }

    private static String afterWord(String text) {
        int at = text.indexOf(' ');
        if (at < 0) {
            return "";
        }
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return text.substring(at);
    }

    private static Map<String, String> tags(String text) {
        Map<String, String> tags = new HashMap<>();
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf(';', at);
            String tag = text.substring(at, end < 0 ? text.length() : end);
            int equals = tag.indexOf('=');
            tags.put(
                    equals < 0 ? tag : tag.substring(0, equals), equals < 0 ? "" : unescape(tag.substring(equals + 1)));
            at = end < 0 ? text.length() : end + 1;
        }
        return tags;
    }

    private static String unescape(String value) {
        StringBuilder text = new StringBuilder(value.length());
        for (int at = 0; at < value.length(); at++) {
            char character = value.charAt(at);
            if (character != '\\') {
                text.append(character);
            } else if (++at < value.length()) {
                char escaped = value.charAt(at);
                text.append(
                        switch (escaped) {
                            case ':' -> ';';
                            case 's' -> ' ';
                            case 'r' -> '\r';
                            case 'n' -> '\n';
                            default -> escaped;
                        });
            }
        }
        return text.toString();
    }
}
