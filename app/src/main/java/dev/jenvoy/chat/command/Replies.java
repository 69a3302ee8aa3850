package dev.jenvoy.chat.command;

import dev.jenvoy.chat.command.SpokenReply.End;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.route.ChatRoute;
import dev.jenvoy.chat.route.RouteChange;
import dev.jenvoy.chat.route.RouteSet;
import dev.jenvoy.chat.route.StoredRoute;
import dev.jenvoy.chat.word.WordSplitter;
import dev.jenvoy.chat.word.WordTrouble;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Says in words what a change came to. */
final class Replies {

    private static final int MAX_REASONS = 5;
    private static final String ARROW = " \u2192 ";

    private final BooleanSupplier doorsOpen;

    /** @param doorsOpen whether deliveries may come in by a repository's token */
    Replies(BooleanSupplier doorsOpen) {
        this.doorsOpen = doorsOpen;
    }

    SpokenReply of(RouteChange change) {
        if (change instanceof RouteChange.Routed routed) {
            return SpokenReply.done(routed(routed));
        }
        if (change instanceof RouteChange.Removed removed) {
            return SpokenReply.done(removed(removed));
        }
        if (change instanceof RouteChange.DefaultsSet set) {
            List<String> lines = ignored(set.ignored());
            lines.add("defaults: " + words(set.words()));
            set.doubts().forEach(doubt -> lines.add(doubt.advice()));
            return SpokenReply.done(lines);
        }
        if (change instanceof RouteChange.TokenSet set) {
            return SpokenReply.done(List.of("token set for " + RouteCommands.shown(set.repo()) + family(set.family())));
        }
        if (change instanceof RouteChange.TokenRemoved removed) {
            return SpokenReply.done(
                    List.of("token removed for " + RouteCommands.shown(removed.repo()) + family(removed.family())));
        }
        return change instanceof RouteChange.Reset
                ? SpokenReply.done(List.of("forgotten: all routes, tokens and defaults made by command"))
                : refused(change);
    }

    private static SpokenReply refused(RouteChange change) {
        if (change instanceof RouteChange.NoEvent none) {
            String why = none.ignored().stream()
                    .limit(MAX_REASONS)
                    .map(WordTrouble::advice)
                    .collect(Collectors.joining("; "));
            return SpokenReply.of(End.WRONG, (why.isEmpty() ? "no known event" : why) + ": nothing changed");
        }
        if (change instanceof RouteChange.NoRepository wrong) {
            return SpokenReply.of(
                    End.WRONG, "not a repository: " + RouteCommands.shown(wrong.text()) + "; expected owner/name");
        }
        if (change instanceof RouteChange.NoFamily wrong) {
            return SpokenReply.of(
                    End.WRONG,
                    "no family " + RouteCommands.shown(wrong.text()) + "; there are: "
                            + String.join(", ", wrong.families()));
        }
        if (change instanceof RouteChange.NoRoom wrong) {
            return SpokenReply.of(
                    End.UNKNOWN,
                    "no room " + RouteCommands.shown(wrong.text())
                            + (wrong.rooms().isEmpty()
                                    ? "; the configuration has no rooms"
                                    : "; there are: " + String.join(", ", new TreeSet<>(wrong.rooms()))));
        }
        if (change instanceof RouteChange.NoRoute wrong) {
            return SpokenReply.of(End.UNKNOWN, "no route for " + RouteCommands.shown(wrong.repo()));
        }
        return change instanceof RouteChange.Unavailable unavailable
                ? SpokenReply.of(End.UNAVAILABLE, "not now: " + unavailable.why())
                : SpokenReply.of(End.FIXED, "that route stands in the configuration");
    }

    private List<String> routed(RouteChange.Routed routed) {
        StoredRoute route = routed.route();
        List<String> lines = ignored(routed.ignored());
        lines.add(route.repo() + ARROW + route.room() + ": " + words(route.words()));
        routed.doubts().forEach(doubt -> lines.add(doubt.advice()));
        boolean ofOneRepository = !route.repo().endsWith("/*");
        if (routed.lacksToken() && ofOneRepository && doorsOpen.getAsBoolean()) {
            lines.add("no token for " + route.repo() + " yet: jenvoy chat token " + route.repo()
                    + (route.set() == RouteSet.TRAVIS ? " --family travis" : ""));
        }
        return lines;
    }

    private static List<String> removed(RouteChange.Removed removed) {
        List<String> lines = new ArrayList<>();
        lines.add("removed: " + removed.repo() + ARROW + String.join(", ", removed.rooms())
                + (removed.tokensGone() ? ", and its token" : ""));
        removed.needed().ifPresent(route -> lines.add("its token stays, for " + line(route)));
        return lines;
    }

    private static List<String> ignored(List<WordTrouble> troubles) {
        List<String> lines = new ArrayList<>();
        for (WordTrouble trouble : troubles) {
            lines.add(trouble.text() + ", left out"
                    + trouble.nearest()
                            .map(name -> " (did you mean " + name + "?)")
                            .orElse(""));
        }
        return lines;
    }

    private static String family(String family) {
        return family.equals(Family.GITHUB.word()) ? "" : " (" + family + ")";
    }

    /** Returns a route as one line. */
    static String line(ChatRoute route) {
        return route.repo().text() + ARROW + route.room() + ": " + route.words() + (route.isFixed() ? " (fixed)" : "");
    }

    /** Returns event words as they can be written again. */
    static String words(List<String> words) {
        return words.stream().map(WordSplitter::quoted).collect(Collectors.joining(" "));
    }
}
