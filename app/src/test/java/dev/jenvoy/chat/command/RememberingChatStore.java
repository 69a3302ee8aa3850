package dev.jenvoy.chat.command;

import dev.jenvoy.chat.route.ChatStore;
import dev.jenvoy.chat.route.RouteSet;
import dev.jenvoy.chat.route.StoredRoute;
import dev.jenvoy.chat.route.StoredToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps in memory what commands change. */
final class RememberingChatStore implements ChatStore {

    private final List<StoredRoute> routes = new CopyOnWriteArrayList<>();
    private final List<StoredToken> tokens = new CopyOnWriteArrayList<>();
    private final Map<String, String> settings = new ConcurrentHashMap<>();
    volatile Optional<String> trouble = Optional.empty();

    @Override
    public List<StoredRoute> routes() {
        return new ArrayList<>(routes);
    }

    @Override
    public Optional<String> put(StoredRoute route) {
        routes.removeIf(other -> other.set() == route.set()
                && other.repo().equalsIgnoreCase(route.repo())
                && other.room().equals(route.room()));
        routes.add(route);
        return trouble;
    }

    @Override
    public Optional<String> removeRoute(RouteSet set, String repo, String room) {
        routes.removeIf(other -> other.set() == set
                && other.repo().equalsIgnoreCase(repo)
                && other.room().equals(room));
        return trouble;
    }

    @Override
    public List<StoredToken> tokens() {
        return new ArrayList<>(tokens);
    }

    @Override
    public Optional<String> put(StoredToken token) {
        tokens.add(token);
        return trouble;
    }

    @Override
    public Optional<String> removeToken(String repo, String family) {
        tokens.removeIf(
                token -> token.repo().equalsIgnoreCase(repo) && token.family().equals(family));
        return trouble;
    }

    @Override
    public Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    @Override
    public Optional<String> putSetting(String name, String value) {
        settings.put(name, value);
        return trouble;
    }

    @Override
    public Optional<String> keepSetting(String name, String value) {
        return settings().containsKey(name) ? Optional.empty() : putSetting(name, value);
    }

    @Override
    public Optional<String> reset() {
        routes.clear();
        tokens.clear();
        settings.keySet().removeIf(name -> name.startsWith("defaults."));
        return trouble;
    }

    @Override
    public Optional<String> thread(String room, String subject) {
        return Optional.empty();
    }

    @Override
    public void putThread(String room, String subject, String remote, Instant at) {}

    @Override
    public Map<String, Boolean> parts(long entry, String name) {
        return Map.of();
    }

    @Override
    public Optional<String> beginPart(long entry, String name, String part, Instant at) {
        return Optional.empty();
    }

    @Override
    public Optional<String> endPart(long entry, String name, String part, Instant at) {
        return Optional.empty();
    }

    @Override
    public void forget(Instant before) {}
}
