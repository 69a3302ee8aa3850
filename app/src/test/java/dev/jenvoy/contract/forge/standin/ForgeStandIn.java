package dev.jenvoy.contract.forge.standin;

import com.google.gson.JsonObject;
import dev.jenvoy.contract.chat.standin.ChatStandIn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the stand-ins of forges have in common: one repository, acme/site, with commits, pull requests and one token. */
public abstract class ForgeStandIn extends ChatStandIn {

    public static final String REPOSITORY = "acme/site";
    public static final String SHA = "6113728f27ae82c7b1a177c8d03f9e96e0adf246";
    public static final String TOKEN = "planted-forge-token-4f1d2c";
    public static final long PULL = 7;

    /** A request and what was answered. */
    public record Exchange(Request request, Answer answer) {}

    /** A status of a commit, in the words of the forge. */
    public record Shown(String context, String state, String description, String link) {}

    /** A comment on a pull request. */
    public record Comment(long id, String text) {}

    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final Map<String, List<Shown>> statuses = new LinkedHashMap<>();
    private final List<Comment> comments = new ArrayList<>();
    private long ids = 100;
    private String token = TOKEN;

    /** Takes another token from now on. */
    public synchronized void token(String other) {
        token = other;
    }

    protected final String token() {
        return token;
    }

    /** Returns the statuses of the commit in the order in which they were shown. */
    public synchronized List<Shown> statuses() {
        return List.copyOf(statuses.getOrDefault(SHA, List.of()));
    }

    /** Returns the states of one context, in order. */
    public List<String> states(String context) {
        return statuses().stream()
                .filter(status -> status.context().equals(context))
                .map(Shown::state)
                .toList();
    }

    public synchronized List<Comment> comments() {
        return List.copyOf(comments);
    }

    /** Removes all comments, as a person may. */
    public synchronized void removeComments() {
        comments.clear();
    }

    /** Writes a comment of somebody else. */
    public synchronized void comment(String text) {
        comments.add(new Comment(nextId(), text));
    }

    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    protected final long nextId() {
        return ids++;
    }

    protected final List<Shown> statusesOf(String sha) {
        return statuses.computeIfAbsent(sha, any -> new ArrayList<>());
    }

    protected final List<Comment> kept() {
        return comments;
    }

    /** Replaces the text of a comment; empty if there is no such comment. */
    protected final Optional<Comment> edit(String id, String text) {
        for (int at = 0; at < comments.size(); at++) {
            if (Long.toString(comments.get(at).id()).equals(id)) {
                comments.set(at, new Comment(comments.get(at).id(), text));
                return Optional.of(comments.get(at));
            }
        }
        return Optional.empty();
    }

    @Override
    protected final Answer handle(Request request) {
        Answer answer = respond(request);
        exchanges.add(new Exchange(request, answer));
        return answer;
    }

    /** Does what the forge would do. */
    protected abstract Answer respond(Request request);

    protected static String text(JsonObject body, String name) {
        return body.has(name) && body.get(name).isJsonPrimitive()
                ? body.get(name).getAsString()
                : "";
    }

    protected static boolean isKnown(String sha) {
        return SHA.startsWith(sha) && sha.length() >= 7;
    }

    /** Returns the part of a list that a page has. */
    protected static <T> List<T> page(List<T> all, Request request, String size) {
        int perPage = Integer.parseInt(request.query().getOrDefault(size, "30"));
        int page = Integer.parseInt(request.query().getOrDefault("page", "1"));
        int from = Math.min(all.size(), (page - 1) * perPage);
        return all.subList(from, Math.min(all.size(), from + perPage));
    }
}
