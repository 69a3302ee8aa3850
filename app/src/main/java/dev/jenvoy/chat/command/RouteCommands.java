package dev.jenvoy.chat.command;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import dev.jenvoy.chat.command.SpokenReply.End;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.route.ChatRoute;
import dev.jenvoy.chat.route.RouteBook;
import dev.jenvoy.chat.text.HarmlessText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Carries commands out, whether they come from a room, a slash command or the command line, and says what happened. Who may
 * command is asked before. Blocks until a change is safe on disk. Safe for use by several threads.
 */
public final class RouteCommands {

    private static final int MAX_SHOWN_CHARS = 80;
    private static final int MAX_TOKEN_CHARS = 1_000;
    private static final Gson PRETTY = new GsonBuilder()
            .disableHtmlEscaping()
            .serializeNulls()
            .setPrettyPrinting()
            .create();

    private final RouteBook book;
    private final Supplier<ChatOptions> options;
    private final Replies replies;

    /** @param options the section of the configuration in force */
    public RouteCommands(RouteBook book, Supplier<ChatOptions> options) {
        this.book = book;
        this.options = options;
        this.replies = new Replies(() -> options.get().publicDoors());
    }

    /**
     * Carries out a command.
     *
     * @param by who asked, for the record
     */
    public SpokenReply run(SpokenCommand command, String by) {
        if (command instanceof SpokenCommand.PutRoute route) {
            return withRoom(
                    route.room(), room -> replies.of(book.route(route.set(), route.repo(), room, route.words(), by)));
        }
        if (command instanceof SpokenCommand.Remove remove) {
            return remove(remove);
        }
        if (command instanceof SpokenCommand.ListRoutes list) {
            return list(list);
        }
        if (command instanceof SpokenCommand.Defaults defaults) {
            return replies.of(book.defaults(defaults.set(), defaults.words()));
        }
        if (command instanceof SpokenCommand.SetToken token) {
            return token(token);
        }
        if (command instanceof SpokenCommand.ShowConfig config) {
            return SpokenReply.done(
                    PRETTY.toJson(ConfigView.of(book, config.set())).lines().toList());
        }
        if (command instanceof SpokenCommand.ResetAll reset) {
            return reset.confirmed()
                    ? replies.of(book.reset())
                    : SpokenReply.of(
                            End.WRONG, "\"reset yes\" forgets all routes, tokens and defaults made by command");
        }
        if (command instanceof SpokenCommand.Misread misread) {
            return SpokenReply.of(End.WRONG, misread.hint());
        }
        return SpokenReply.done(help((SpokenCommand.Help) command));
    }

    /** Removes the token of a repository. */
    public SpokenReply removeToken(String repo, String family) {
        return replies.of(book.removeToken(repo, family));
    }

    private interface InRoom {
        SpokenReply run(String room);
    }

    private SpokenReply withRoom(String text, InRoom command) {
        RoomSearch search = RoomSearch.of(text, options.get());
        return search instanceof RoomSearch.Ambiguous several
                ? SpokenReply.of(End.WRONG, several.reply())
                : command.run(((RoomSearch.Found) search).name());
    }

    private SpokenReply remove(SpokenCommand.Remove remove) {
        if (remove.room().isEmpty()) {
            return replies.of(book.remove(remove.set(), remove.repo(), Optional.empty()));
        }
        return withRoom(
                remove.room().get(), room -> replies.of(book.remove(remove.set(), remove.repo(), Optional.of(room))));
    }

    private SpokenReply list(SpokenCommand.ListRoutes list) {
        List<ChatRoute> ofSet = book.routes().stream()
                .filter(route -> route.set().isEmpty() || route.set().get() == list.set())
                .sorted(Comparator.comparing((ChatRoute route) -> route.repo().text())
                        .thenComparing(ChatRoute::room)
                        .thenComparing(ChatRoute::isFixed))
                .toList();
        if (ofSet.isEmpty()) {
            return SpokenReply.done(List.of("no routes"));
        }
        if (list.repos().isEmpty()) {
            return SpokenReply.done(ofSet.stream().map(Replies::line).toList());
        }
        List<String> lines = new ArrayList<>();
        boolean unknown = false;
        for (String repo : list.repos()) {
            List<String> some = ofSet.stream()
                    .filter(route -> route.repo().text().equalsIgnoreCase(repo)
                            || route.repo().matches(repo))
                    .map(Replies::line)
                    .toList();
            lines.addAll(some.isEmpty() ? List.of("no route for " + shown(repo)) : some);
            unknown |= some.isEmpty();
        }
        return new SpokenReply(unknown ? End.UNKNOWN : End.DONE, lines);
    }

    private SpokenReply token(SpokenCommand.SetToken token) {
        boolean unusable = token.token().isBlank()
                || token.token().length() > MAX_TOKEN_CHARS
                || token.token().equals(ConfigView.SET)
                || token.token().chars().anyMatch(c -> c < ' ' || c == 0x7F);
        if (unusable) {
            return SpokenReply.of(
                    End.WRONG, "not a token: expected 1 to " + MAX_TOKEN_CHARS + " characters, no control characters");
        }
        String family = token.family().orElseGet(() -> book.familyOf(token.set(), token.repo()));
        return replies.of(book.setToken(token.repo(), family, token.token()));
    }

    static String shown(String text) {
        return HarmlessText.line(text, MAX_SHOWN_CHARS);
    }

    private List<String> help(SpokenCommand.Help help) {
        String word = help.called();
        return List.of(
                word + " route REPO ROOM [EVENT...]: says these events of a repository in a room",
                word + " routes [REPO...]: lists the routes",
                word + " defaults [EVENT...]: shows or sets the events of a route that names none",
                word + " token REPO TOKEN [FAMILY]: sets a repository's token; only in a private message",
                word + " remove REPO [ROOM]: removes a route, or all of a repository",
                word + " config: shows everything as JSON, without tokens",
                word + " reset yes: forgets everything that commands made",
                "default events now: " + Replies.words(book.defaults(help.set())));
    }
}
