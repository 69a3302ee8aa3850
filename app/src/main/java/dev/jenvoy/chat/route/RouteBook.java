package dev.jenvoy.chat.route;

import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.word.EventNames;
import dev.jenvoy.chat.word.EventWords;
import dev.jenvoy.chat.word.ParsedWords;
import dev.jenvoy.cluster.Book;
import dev.jenvoy.cluster.Books;
import dev.jenvoy.delivery.RepoPattern;
import dev.jenvoy.seal.Keyring;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All routes: the fixed ones of the configuration, and those that commands made, with the tokens of their repositories. Safe
 * for use by several threads. Looking up does not block: all is in memory. A change blocks until it is safe on disk.
 */
public final class RouteBook {

    /** The families whose senders prove themselves with a token of the repository. */
    public static final List<String> TOKEN_FAMILIES = Stream.of(
                    Family.GITHUB, Family.GITEA, Family.GITLAB, Family.BITBUCKET, Family.TRAVIS)
            .map(Family::word)
            .toList();

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.chat");
    private static final String DEFAULTS = "defaults.";

    private final Supplier<ChatOptions> options;
    private final ChatStore store;
    private final Keyring keyring;
    private final InstantSource clock;
    private final Map<String, String> settings = new ConcurrentHashMap<>();
    private volatile Made made;

    /** What other servers change, too; {@code null} while this one is alone. */
    private volatile @Nullable Books books;

    private volatile @Nullable Fixed fixed;

    /** What commands made. */
    private record Made(List<StoredRoute> stored, List<ChatRoute> routes, List<StoredToken> tokens) {}

    /** The routes of one state of the configuration. */
    private record Fixed(ChatOptions of, List<ChatRoute> routes) {}

    private RouteBook(Supplier<ChatOptions> options, ChatStore store, Keyring keyring, InstantSource clock)
            throws IOException {
        this.options = options;
        this.store = store;
        this.keyring = keyring;
        this.clock = clock;
        this.settings.putAll(store.settings());
        this.made = made(store.routes(), store.tokens());
        keyring.guard(() -> made.tokens());
    }

    /**
     * Opens the routes of a data folder. Blocks.
     *
     * @param options the section of the configuration in force
     * @param keyring has the key that seals tokens
     * @throws IOException when the routes cannot be read
     */
    public static RouteBook open(Supplier<ChatOptions> options, ChatStore store, Keyring keyring, InstantSource clock)
            throws IOException {
        return new RouteBook(options, store, keyring, clock);
    }

    /**
     * Begins to share the routes with other servers: what they change is read as soon as they say so, and again before each
     * change here.
     */
    public void share(Books shared) {
        books = shared;
        shared.follow(Book.CHAT_ROUTES, () -> {
            try {
                reload();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private synchronized void reload() throws IOException {
        Map<String, String> present = store.settings();
        Made all = made(store.routes(), store.tokens());
        settings.keySet().retainAll(present.keySet());
        settings.putAll(present);
        made = all;
    }

    /** Makes a change, upon what all servers did before. */
    private synchronized RouteChange change(Supplier<RouteChange> change) {
        Books shared = books;
        if (shared == null) {
            return change.get();
        }
        try {
            reload();
        } catch (IOException e) {
            return new RouteChange.Unavailable(String.valueOf(e.getMessage()));
        }
        RouteChange changed = change.get();
        shared.changed(Book.CHAT_ROUTES);
        return changed;
    }

    private static Made made(List<StoredRoute> stored, List<StoredToken> tokens) {
        List<ChatRoute> routes = new ArrayList<>();
        for (StoredRoute route : stored) {
            RepoPattern.of(route.repo())
                    .ifPresent(repo -> routes.add(new ChatRoute(
                            Optional.of(route.set()),
                            repo,
                            route.room(),
                            words(route.set(), route.words()).words())));
        }
        return new Made(List.copyOf(stored), List.copyOf(routes), List.copyOf(tokens));
    }

    /** Reads words of a route that a command makes. An event that no message of its set can be is unknown. */
    private static ParsedWords words(RouteSet set, List<String> words) {
        return EventWords.parse(words, set == RouteSet.TRAVIS ? EventNames.of(Family.TRAVIS) : EventNames.OF_HOSTS);
    }

    /** Returns all routes, the fixed ones first. */
    public List<ChatRoute> routes() {
        return Stream.concat(fixed().stream(), made.routes().stream()).toList();
    }

    /** Returns the routes that commands made, by repository and room. */
    public List<StoredRoute> stored() {
        return made.stored();
    }

    /** Returns whether a message of this repository may be said somewhere. Cheap. */
    public boolean concerns(String repo) {
        return fixed().stream().anyMatch(route -> route.repo().matches(repo))
                || made.routes().stream().anyMatch(route -> route.repo().matches(repo));
    }

    /** Returns the rooms in which this message is said, each once, in the order of the configuration. */
    public List<String> rooms(Message message) {
        Set<String> wanted = new LinkedHashSet<>();
        routes().stream().filter(route -> route.matches(message)).forEach(route -> wanted.add(route.room()));
        return options.get().rooms().keySet().stream().filter(wanted::contains).toList();
    }

    private List<ChatRoute> fixed() {
        ChatOptions current = options.get();
        Fixed known = fixed;
        if (known == null || !known.of().equals(current)) {
            List<ChatRoute> routes = new ArrayList<>();
            current.routes()
                    .forEach(route -> RepoPattern.of(route.repo())
                            .ifPresent(repo -> routes.add(new ChatRoute(
                                    Optional.empty(),
                                    repo,
                                    route.room(),
                                    EventWords.parse(route.words(), EventNames.ALL)
                                            .words()))));
            known = new Fixed(current, List.copyOf(routes));
            fixed = known;
        }
        return known.routes();
    }

    /** Returns the event words of a route of this set that names no events. */
    public List<String> defaults(RouteSet set) {
        @Nullable String own = settings.get(DEFAULTS + set.word());
        if (own != null) {
            return own.lines().toList();
        }
        return set == RouteSet.TRAVIS
                ? EventNames.TRAVIS_DEFAULTS
                : options.get().defaults();
    }

    /**
     * Makes a route, or changes its events.
     *
     * @param words event words; without any, the default events of now
     * @param by who asked
     */
    public RouteChange route(RouteSet set, String repo, String room, List<String> words, String by) {
        return change(() -> routed(set, repo, room, words, by));
    }

    private RouteChange routed(RouteSet set, String repo, String room, List<String> words, String by) {
        Optional<RepoPattern> pattern = RepoPattern.of(repo);
        if (pattern.isEmpty()) {
            return new RouteChange.NoRepository(repo);
        }
        if (!options.get().rooms().containsKey(room)) {
            return new RouteChange.NoRoom(
                    room, List.copyOf(options.get().rooms().keySet()));
        }
        boolean isFixed = fixed().stream()
                .anyMatch(route ->
                        route.room().equals(room) && route.repo().text().equalsIgnoreCase(repo));
        if (isFixed) {
            return new RouteChange.Fixed(repo, room);
        }
        ParsedWords parsed = words(set, words.isEmpty() ? defaults(set) : words);
        if (!parsed.words().hasEvent()) {
            return new RouteChange.NoEvent(parsed.troubles());
        }
        StoredRoute route = new StoredRoute(set, repo, room, parsed.words().texts(), clock.instant(), by);
        Optional<String> trouble = store.put(route);
        if (trouble.isPresent()) {
            return new RouteChange.Unavailable(trouble.get());
        }
        List<StoredRoute> all = new ArrayList<>(made.stored());
        all.removeIf(other -> isSame(other, set, repo) && other.room().equals(room));
        all.add(route);
        all.sort(Comparator.comparing((StoredRoute one) -> one.repo().toLowerCase(Locale.ROOT))
                .thenComparing(StoredRoute::room));
        made = made(all, made.tokens());
        LOG.info("route set repo={} room={} set={} by={}", repo, room, set.word(), by);
        return new RouteChange.Routed(route, parsed.troubles(), parsed.doubts(), !hasToken(set, repo));
    }

    private boolean hasToken(RouteSet set, String repo) {
        return tokensOf(repo).stream().anyMatch(set::isFor);
    }

    private static boolean isSame(StoredRoute route, RouteSet set, String repo) {
        return route.set() == set && route.repo().equalsIgnoreCase(repo);
    }

    /**
     * Removes the routes of a repository. Its tokens for routes of this set go, too, unless another route needs them: one of
     * the repository, of its owner, or of the configuration.
     *
     * @param room one room; empty for all
     */
    public RouteChange remove(RouteSet set, String repo, Optional<String> room) {
        return change(() -> removed(set, repo, room));
    }

    private RouteChange removed(RouteSet set, String repo, Optional<String> room) {
        List<StoredRoute> gone = made.stored().stream()
                .filter(route -> isSame(route, set, repo))
                .filter(route -> room.isEmpty() || route.room().equals(room.get()))
                .toList();
        if (gone.isEmpty()) {
            boolean isFixed = fixed().stream()
                    .anyMatch(route -> route.repo().text().equalsIgnoreCase(repo)
                            && (room.isEmpty() || route.room().equals(room.get())));
            return isFixed ? new RouteChange.Fixed(repo, room.orElse("")) : new RouteChange.NoRoute(repo);
        }
        List<StoredRoute> rest = new ArrayList<>(made.stored());
        for (StoredRoute route : gone) {
            Optional<String> trouble = store.removeRoute(set, repo, route.room());
            if (trouble.isPresent()) {
                return new RouteChange.Unavailable(trouble.get());
            }
            rest.remove(route);
            made = made(rest, made.tokens());
        }
        LOG.info("route removed repo={} set={} rooms={}", repo, set.word(), gone.size());
        List<String> families = tokensOf(repo).stream().filter(set::isFor).toList();
        Optional<ChatRoute> needed = families.isEmpty() ? Optional.empty() : needing(set, repo);
        boolean tokensGo = needed.isEmpty() && !families.isEmpty();
        if (tokensGo) {
            for (String family : families) {
                RouteChange removed = tokenRemoved(repo, family);
                if (removed instanceof RouteChange.Unavailable) {
                    return removed;
                }
            }
        }
        return new RouteChange.Removed(
                repo,
                gone.stream().map(StoredRoute::room).toList(),
                tokensGo,
                // That a token stays for another room of the repository surprises no one.
                needed.filter(route -> rest.stream().noneMatch(other -> isSame(other, set, repo))));
    }

    /** Returns a route of any kind that says nothing more of this repository without a token; empty without such a route. */
    private Optional<ChatRoute> needing(RouteSet set, String repo) {
        return routes().stream()
                .filter(route -> route.set().isEmpty() || route.set().get() == set)
                .filter(route -> route.repo().matches(repo))
                .findFirst();
    }

    /**
     * Changes the events of routes that name no events. Routes that exist keep theirs.
     *
     * @param words event words; without any, the present ones are returned
     */
    public RouteChange defaults(RouteSet set, List<String> words) {
        return change(() -> defaulted(set, words));
    }

    private RouteChange defaulted(RouteSet set, List<String> words) {
        if (words.isEmpty()) {
            return new RouteChange.DefaultsSet(defaults(set), List.of(), List.of());
        }
        ParsedWords parsed = words(set, words);
        if (!parsed.words().hasEvent()) {
            return new RouteChange.NoEvent(parsed.troubles());
        }
        String value = String.join("\n", parsed.words().texts());
        Optional<String> trouble = store.putSetting(DEFAULTS + set.word(), value);
        if (trouble.isPresent()) {
            return new RouteChange.Unavailable(trouble.get());
        }
        settings.put(DEFAULTS + set.word(), value);
        return new RouteChange.DefaultsSet(parsed.words().texts(), parsed.troubles(), parsed.doubts());
    }

    /** Returns the family whose token a repository most likely means: that of its tokens, else GitHub. */
    public String familyOf(RouteSet set, String repo) {
        if (set == RouteSet.TRAVIS) {
            return Family.TRAVIS.word();
        }
        return made.tokens().stream()
                .filter(token -> token.repo().equalsIgnoreCase(repo))
                .map(StoredToken::family)
                .filter(family -> !family.equals(Family.TRAVIS.word()))
                .findFirst()
                .orElse(Family.GITHUB.word());
    }

    /** Stores the token with which a repository's sender proves itself. */
    public RouteChange setToken(String repo, String family, String token) {
        return change(() -> tokenSet(repo, family, token));
    }

    private RouteChange tokenSet(String repo, String family, String token) {
        if (!TOKEN_FAMILIES.contains(family)) {
            return new RouteChange.NoFamily(family, TOKEN_FAMILIES);
        }
        Optional<RepoPattern> pattern = RepoPattern.of(repo);
        if (pattern.isEmpty() || pattern.get().isAll()) {
            return new RouteChange.NoRepository(repo);
        }
        Keyring.State key = keyring.toSeal();
        if (!(key instanceof Keyring.State.Usable usable)) {
            return new RouteChange.Unavailable(key.words());
        }
        StoredToken sealed = StoredToken.seal(usable.box(), repo, family, token);
        Optional<String> trouble = store.put(sealed);
        if (trouble.isPresent()) {
            return new RouteChange.Unavailable(trouble.get());
        }
        List<StoredToken> all = new ArrayList<>(made.tokens());
        all.removeIf(
                other -> other.repo().equals(sealed.repo()) && other.family().equals(family));
        all.add(sealed);
        made = new Made(made.stored(), made.routes(), List.copyOf(all));
        LOG.info("token set repo={} family={}", repo, family);
        return new RouteChange.TokenSet(repo, family);
    }

    /** Removes a token. */
    public RouteChange removeToken(String repo, String family) {
        return change(() -> tokenRemoved(repo, family));
    }

    private RouteChange tokenRemoved(String repo, String family) {
        List<StoredToken> rest = new ArrayList<>(made.tokens());
        if (!rest.removeIf(
                token -> token.repo().equalsIgnoreCase(repo) && token.family().equals(family))) {
            return new RouteChange.NoRoute(repo);
        }
        Optional<String> trouble = store.removeToken(repo, family);
        if (trouble.isPresent()) {
            return new RouteChange.Unavailable(trouble.get());
        }
        made = new Made(made.stored(), made.routes(), List.copyOf(rest));
        return new RouteChange.TokenRemoved(repo, family);
    }

    /** Returns the families that have a token of this repository. */
    public List<String> tokensOf(String repo) {
        return made.tokens().stream()
                .filter(token -> token.repo().equalsIgnoreCase(repo))
                .map(StoredToken::family)
                .toList();
    }

    /** Returns all tokens, which show nothing of their secrets. */
    public List<StoredToken> tokens() {
        return made.tokens();
    }

    /** Returns a token in plain text, for the check of one request; empty if it is not set or cannot be opened. */
    public Optional<String> token(String repo, String family) {
        if (!(keyring.state() instanceof Keyring.State.Usable usable)) {
            return Optional.empty();
        }
        return made.tokens().stream()
                .filter(token ->
                        token.repo().equalsIgnoreCase(repo) && token.family().equals(family))
                .findFirst()
                .flatMap(token -> token.token(usable.box()));
    }

    /** Removes all that commands made. */
    public RouteChange reset() {
        return change(this::emptied);
    }

    private RouteChange emptied() {
        Optional<String> trouble = store.reset();
        if (trouble.isPresent()) {
            return new RouteChange.Unavailable(trouble.get());
        }
        made = new Made(List.of(), List.of(), List.of());
        settings.keySet().removeIf(name -> name.startsWith(DEFAULTS));
        LOG.info("routes, tokens and defaults removed");
        return new RouteChange.Reset();
    }
}
