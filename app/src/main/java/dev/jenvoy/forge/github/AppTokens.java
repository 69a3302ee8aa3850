package dev.jenvoy.forge.github;

import com.google.gson.JsonObject;
import dev.jenvoy.forge.options.ForgeCredentials;
import dev.jenvoy.forge.service.ForgeAnswer;
import dev.jenvoy.forge.service.ForgeCaller;
import dev.jenvoy.forge.service.ForgeListener;
import dev.jenvoy.forge.service.ForgeReply;
import dev.jenvoy.forge.service.Repo;
import dev.jenvoy.forge.service.Tokens;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.http.WebAddress;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The tokens of an App's installations: one for each owner, kept until five minutes before its end, and then renewed. An owner
 * without the App has no token.
 */
public final class AppTokens implements Tokens, AutoCloseable {

    private static final Duration SPARE = Duration.ofMinutes(5);

    /** GitHub gives an hour. */
    private static final Duration UNSAID = Duration.ofMinutes(50);

    private final WebAddress api;
    private final AppJwt jwt;
    private final ForgeCaller caller;
    private final InstantSource clock;
    private final Map<String, Installed> known = new HashMap<>();

    private record Installed(String token, Instant end) {}

    /** @param name the name of the entry, for measuring */
    public AppTokens(
            String name, WebAddress api, ForgeCredentials.App app, InstantSource clock, ForgeListener listener) {
        this.api = api;
        this.jwt = new AppJwt(app, clock);
        this.caller = new ForgeCaller(name, jwt, GitHubForge::signed, clock, listener);
        this.clock = clock;
    }

    /** Returns what sends requests as the App itself, and not as an installation of it. */
    public ForgeCaller app() {
        return caller;
    }

    @Override
    public synchronized Grant grant(Repo repo) throws InterruptedException {
        String owner = repo.owner().toLowerCase(Locale.ROOT);
        Installed token = known.get(owner);
        if (token != null && clock.instant().isBefore(token.end().minus(SPARE))) {
            return new Grant.Token(token.token());
        }
        known.remove(owner);
        ForgeAnswer found = caller.ask(repo, HttpCall.get(api.below("/repos/" + repo.path() + "/installation")));
        if (!(found instanceof ForgeAnswer.Good installation)) {
            return failed(((ForgeAnswer.Bad) found).failure(), repo);
        }
        String id = JsonBody.word(installation.object(), "id");
        if (!id.matches("[0-9]{1,18}")) {
            return new Grant.Failed(new ForgeReply.Refused("GitHub names no installation of the App for " + repo));
        }
        ForgeAnswer made = caller.ask(
                repo, HttpCall.postJson(api.below("/app/installations/" + id + "/access_tokens"), new JsonObject()));
        if (!(made instanceof ForgeAnswer.Good fresh)) {
            return failed(((ForgeAnswer.Bad) made).failure(), repo);
        }
        String text = JsonBody.word(fresh.object(), "token");
        if (text.isEmpty() || !text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return new Grant.Failed(new ForgeReply.Refused("GitHub sent no token of the App for " + repo));
        }
        known.put(owner, new Installed(text, end(JsonBody.word(fresh.object(), "expires_at"))));
        return new Grant.Token(text);
    }

    private Grant failed(ForgeReply.Failure failure, Repo repo) {
        // Each owner is another installation: one without the App is no trouble of the others.
        return new Grant.Failed(
                failure instanceof ForgeReply.Missing
                        ? new ForgeReply.Refused("the App is not installed for " + repo + ": " + failure.said())
                        : failure);
    }

    private Instant end(String text) {
        Instant most = clock.instant().plus(UNSAID);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return most;
        }
    }

    @Override
    public synchronized void refused(String token) {
        known.values().removeIf(installed -> installed.token().equals(token));
    }

    @Override
    public synchronized List<String> secrets() {
        List<String> secrets = new ArrayList<>(jwt.secrets());
        known.values().forEach(installed -> secrets.add(installed.token()));
        return secrets;
    }

    @Override
    public void close() {
        caller.close();
    }
}
