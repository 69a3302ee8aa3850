package dev.jenvoy.chat.room.http;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.HttpCaller;
import dev.jenvoy.http.HttpReply;
import dev.jenvoy.http.WebAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Sends messages of one login over HTTP. */
public final class HttpConnection implements Connection {

    private final HttpDialect dialect;
    private final Said said;
    private final InstantSource clock;
    private final HttpCaller caller = new HttpCaller();

    private volatile Optional<String> trouble = Optional.empty();
    private volatile Instant notBefore = Instant.MIN;

    /** @param said knows the secrets of the login */
    public HttpConnection(HttpDialect dialect, Said said, InstantSource clock) {
        this.dialect = dialect;
        this.said = said;
        this.clock = clock;
    }

    /** Makes the connection of a room with an address of its own, which is the one secret of the login. */
    public static HttpConnection to(WebAddress room, HttpDialect dialect, InstantSource clock) {
        return new HttpConnection(dialect, Said.without(room, List.of()), clock);
    }

    @Override
    public SendResult send(String address, OutgoingMessage message) throws InterruptedException {
        Duration wait = Duration.between(clock.instant(), notBefore);
        if (notBefore.isAfter(clock.instant())) {
            return new SendResult.Limited(wait, false, "the service's limit is reached");
        }
        SendResult result = exchange(dialect.call(address, message), this::judged);
        trouble = result instanceof SendResult.Unreachable || result instanceof SendResult.InDoubt
                ? Optional.of(result.said())
                : Optional.empty();
        return result;
    }

    private SendResult judged(ServiceAnswer answer) {
        dialect.pause(answer).ifPresent(pause -> notBefore = clock.instant().plus(pause));
        return dialect.result(answer);
    }

    /**
     * Sends another request than a message, such as one to join a room. Blocks for ten seconds at most.
     *
     * @param meaning says what an answer means
     */
    public SendResult exchange(HttpCall call, Function<ServiceAnswer, SendResult> meaning) throws InterruptedException {
        HttpReply reply = caller.send(call);
        if (reply instanceof HttpReply.NotSent failure) {
            return new SendResult.Unreachable(failure.why());
        }
        if (!(reply instanceof HttpReply.Answer answer)) {
            return new SendResult.InDoubt(((HttpReply.Lost) reply).why());
        }
        return meaning.apply(new ServiceAnswer(answer, said, clock.instant()));
    }

    @Override
    public Optional<String> trouble() {
        return trouble;
    }

    /** Asks for something that is no message, and returns the answer; empty if there was no answer, or one that is not good. */
    public Optional<ServiceAnswer> ask(HttpCall call) throws InterruptedException {
        return caller.send(call) instanceof HttpReply.Answer answer ? good(answer) : Optional.empty();
    }

    /**
     * Asks for something that the service holds back until it has something to say.
     *
     * @param limit the time for the whole answer
     * @param maxAnswerBytes how much of the answer is read
     */
    public Optional<ServiceAnswer> ask(HttpCall call, Duration limit, int maxAnswerBytes) throws InterruptedException {
        return caller.send(call, limit, maxAnswerBytes) instanceof HttpReply.Answer answer
                ? good(answer)
                : Optional.empty();
    }

    private Optional<ServiceAnswer> good(HttpReply.Answer answer) {
        return Optional.of(new ServiceAnswer(answer, said, clock.instant())).filter(ServiceAnswer::isOk);
    }

    @Override
    public void close() {
        caller.close();
    }
}
