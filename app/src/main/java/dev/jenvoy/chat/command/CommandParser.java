package dev.jenvoy.chat.command;

import dev.jenvoy.chat.route.RouteSet;
import dev.jenvoy.chat.text.HarmlessText;
import dev.jenvoy.chat.word.WordSplitter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a line that somebody wrote: {@code !repohook}, {@code !travis} or {@code !jenvoy}, the command, its words. A slash
 * command has a slash in place of the exclamation mark. Double quotes keep blanks together. A pure function that takes any text.
 */
final class CommandParser {

    /** A longer line is no command. */
    static final int MAX_LINE_CHARS = 4_000;

    private static final int MAX_SHOWN_CHARS = 40;
    private static final Set<String> TRAVIS = Set.of("!travis", "/travis");

    private CommandParser() {}

    static SpokenCommand read(String line) {
        if (line.length() > MAX_LINE_CHARS) {
            return new SpokenCommand.Misread("too long: at most " + MAX_LINE_CHARS + " characters", false);
        }
        // Services and phones write typographic quotes.
        String plain = HarmlessText.line(line).replace('\u201c', '"').replace('\u201d', '"');
        List<String> words = WordSplitter.split(plain);
        String called = words.isEmpty() ? "!repohook" : words.get(0).toLowerCase(Locale.ROOT);
        RouteSet set = TRAVIS.contains(called) ? RouteSet.TRAVIS : RouteSet.REPOHOOK;
        return words.size() < 2 || words.get(1).equalsIgnoreCase("help")
                ? new SpokenCommand.Help(set, called)
                : read(set, words.get(1), words.subList(2, words.size()));
    }

    private static SpokenCommand read(RouteSet set, String command, List<String> words) {
        return switch (command.toLowerCase(Locale.ROOT)) {
            case "route" ->
                words.size() < 2
                        ? hint("route REPO ROOM [EVENT...]")
                        : new SpokenCommand.PutRoute(set, words.get(0), words.get(1), words.subList(2, words.size()));
            case "routes" -> new SpokenCommand.ListRoutes(set, words);
            case "defaults" -> new SpokenCommand.Defaults(set, words);
            case "token" -> token(set, words);
            case "remove" ->
                words.isEmpty() || words.size() > 2
                        ? hint("remove REPO [ROOM]")
                        : new SpokenCommand.Remove(
                                set, words.get(0), words.stream().skip(1).findFirst());
            case "config" -> new SpokenCommand.ShowConfig(set);
            case "reset" -> new SpokenCommand.ResetAll(words.equals(List.of("yes")));
            default ->
                new SpokenCommand.Misread(
                        "no command " + HarmlessText.cut(command, MAX_SHOWN_CHARS) + "; help lists them", false);
        };
    }

    private static SpokenCommand token(RouteSet set, List<String> words) {
        if (words.size() < 2 || words.size() > 3) {
            return new SpokenCommand.Misread("expected: token REPO TOKEN [FAMILY]", !words.isEmpty());
        }
        Optional<String> family = words.stream().skip(2).findFirst().map(word -> word.toLowerCase(Locale.ROOT));
        return new SpokenCommand.SetToken(set, words.get(0), family, words.get(1));
    }

    private static SpokenCommand hint(String form) {
        return new SpokenCommand.Misread("expected: " + form, false);
    }
}
