package dev.jenvoy.forge.service;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.HttpCaller;
import dev.jenvoy.http.HttpReply;
import dev.jenvoy.http.SecretMask;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of one entry with its credentials, keeps the pauses that the service asks for, and remembers that the
 * credentials are refused. Sends nothing during a pause. Thread-safe.
 */
public final class ForgeCaller implements AutoCloseable {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(15);
    private static final int MAX_ANSWER_BYTES = 8 << 20;
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(1);

    private final String name;
    private final Tokens tokens;
    private final Signer signer;
    private final InstantSource clock;
    private final ForgeListener listener;
    private final HttpCaller http = new HttpCaller(TIME_LIMIT, MAX_ANSWER_BYTES);
    private ForgeReply.@Nullable Limited pause;
    private @Nullable String trouble;

    /** Puts a token into a request. */
    @FunctionalInterface
    public interface Signer {
        HttpCall signed(HttpCall call, String token);
    }

    /** @param name the name of the entry, for measuring */
    public ForgeCaller(String name, Tokens tokens, Signer signer, InstantSource clock, ForgeListener listener) {
        this.name = name;
        this.tokens = tokens;
        this.signer = signer;
        this.clock = clock;
        this.listener = listener;
    }

    /** Sends a request about a repository. Blocks for the network. */
    public ForgeAnswer ask(Repo repo, HttpCall call) throws InterruptedException {
        Optional<ForgeReply.Failure> hindrance = hindrance();
        if (hindrance.isPresent()) {
            return new ForgeAnswer.Bad(hindrance.get(), 0, "");
        }
        Tokens.Grant grant = tokens.grant(repo);
        ForgeAnswer answer = asked(grant, call);
        if (isRefused(answer) && grant instanceof Tokens.Grant.Token refused) {
            tokens.refused(refused.token());
            Tokens.Grant next = tokens.grant(repo);
            // A token that was taken back has a successor, if it was made by an App.
            if (!next.equals(grant)) {
                answer = asked(next, call);
            }
        }
        note(answer);
        return answer;
    }

    private static boolean isRefused(ForgeAnswer answer) {
        return answer instanceof ForgeAnswer.Bad bad && bad.failure() instanceof ForgeReply.CredentialsRefused;
    }

    private ForgeAnswer asked(Tokens.Grant grant, HttpCall call) throws InterruptedException {
        if (grant instanceof Tokens.Grant.Failed failed) {
            return new ForgeAnswer.Bad(failed.failure(), 0, "");
        }
        long begun = System.nanoTime();
        String status = "no_answer";
        try {
            HttpReply reply = http.send(signer.signed(call, ((Tokens.Grant.Token) grant).token()));
            if (reply instanceof HttpReply.Answer answer) {
                status = Integer.toString(answer.status());
            }
            return meaning(reply);
        } finally {
            listener.asked(name, status, Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private synchronized Optional<ForgeReply.Failure> hindrance() {
        if (pause != null && !clock.instant().isBefore(pause.until())) {
            pause = null;
        }
        return Optional.ofNullable(pause);
    }

    private ForgeAnswer meaning(HttpReply reply) {
        if (reply instanceof HttpReply.NotSent failure) {
            return new ForgeAnswer.Bad(new ForgeReply.Unreachable(failure.why()), 0, "");
        }
        if (reply instanceof HttpReply.Lost failure) {
            return new ForgeAnswer.Bad(new ForgeReply.Unreachable(failure.why()), 0, "");
        }
        HttpReply.Answer answer = (HttpReply.Answer) reply;
        @Nullable JsonElement json = parsed(answer);
        if (answer.status() / 100 == 2) {
            return json == null
                    ? new ForgeAnswer.Bad(
                            new ForgeReply.Refused("the answer is no JSON: is \"api\" the address of the API?"),
                            200,
                            "")
                    : new ForgeAnswer.Good(json, answer.headers());
        }
        String words = Refusals.words(json, mask());
        return new ForgeAnswer.Bad(Refusals.of(answer, words, clock.instant()), answer.status(), words);
    }

    private static @Nullable JsonElement parsed(HttpReply.Answer answer) {
        if (answer.body().isBlank()) {
            return JsonNull.INSTANCE;
        }
        try {
            return answer.cut() ? null : JsonParser.parseString(answer.body());
        } catch (JsonParseException e) {
            return null;
        }
    }

    /** Returns what hides the credentials in a text. */
    private SecretMask mask() {
        return new SecretMask(tokens.secrets());
    }

    private synchronized void note(ForgeAnswer answer) {
        if (answer instanceof ForgeAnswer.Good good) {
            trouble = null;
            Refusals.used(good.headers(), clock.instant()).ifPresent(used -> pause = used);
            return;
        }
        ForgeReply.Failure failure = ((ForgeAnswer.Bad) answer).failure();
        if (failure instanceof ForgeReply.Limited limited) {
            pause = limited;
        } else if (failure instanceof ForgeReply.CredentialsRefused refused) {
            trouble = refused.said();
            pause = new ForgeReply.Limited(clock.instant().plus(AFTER_REFUSAL), refused.said());
        }
    }

    /** Returns why the credentials cannot be used, in words; empty while all is well or nothing was tried. */
    public synchronized Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        http.close();
    }
}
