package dev.jenvoy.chat.run;

import dev.jenvoy.chat.compose.Composed;
import dev.jenvoy.chat.compose.Composer;
import dev.jenvoy.chat.compose.Fitting;
import dev.jenvoy.chat.compose.Style;
import dev.jenvoy.chat.compose.model.MessageJson;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.options.RoomOptions;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.OutgoingMessage;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.text.PlainRenderer;
import dev.jenvoy.delivery.Delivery;
import dev.jenvoy.delivery.Ending;
import dev.jenvoy.delivery.Outcome;
import dev.jenvoy.delivery.RetryAdvice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends one message to one room, and says how the attempt ended and when another one is due. Safe for use by several threads. */
final class MessageSender {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.chat");
    private static final String TOO_LATE = "too late";

    private final RoomConnections connections;
    private final RoomStates states;
    private final TemplateCache templates;
    private final Conversations conversations;
    private final Pace pace;
    private final InstantSource clock;
    private final MessageAge age;

    MessageSender(
            RoomConnections connections,
            RoomStates states,
            TemplateCache templates,
            Conversations conversations,
            Pace pace,
            InstantSource clock,
            MessageAge age) {
        this.connections = connections;
        this.states = states;
        this.templates = templates;
        this.conversations = conversations;
        this.pace = pace;
        this.clock = clock;
        this.age = age;
    }

    /**
     * One message that is due.
     *
     * @param key the same for every attempt
     * @param delivery the delivery that it is about
     * @param happened when it became due: from then on it ages
     * @param interrupted whether a stop or a crash of the server cut an earlier attempt short
     * @param attempt counts the attempts from 1
     */
    record Due(String key, Message message, Delivery delivery, Instant happened, boolean interrupted, int attempt) {}

    /** Sends it. Blocks until the service has answered. */
    Outcome send(Due due, RoomOptions room, ChatOptions options) throws InterruptedException {
        Duration old = age.since(due.happened());
        if (isTooLate(old, options)) {
            Optional<String> last = states.of(room).lastError();
            return failed(
                    room,
                    last.map(said -> TOO_LATE + "; the last answer: " + said).orElse(TOO_LATE));
        }
        RoomKind kind = connections.kind(room);
        if (due.interrupted() && isDroppedInDoubt(room, kind, options)) {
            return failed(room, "the server stopped while it was sent, and it may have arrived");
        }
        Instant now = clock.instant();
        Optional<String> shut = states.refusal(room, now);
        if (shut.isPresent()) {
            return failed(room, shut.get());
        }
        Instant deadline = now.plus(options.maxAge()).minus(old);
        Optional<Instant> paused = states.pausedUntil(room, now);
        if (paused.isPresent()) {
            String why = "the service asked the account to wait";
            return again(why, paused.get(), deadline)
                    .withResult(SentMessage.without(room, why).json());
        }
        Composed composed = compose(due, room, options, kind, old);
        if (composed.text().isEmpty()) {
            return Outcome.nothing(
                    SentMessage.without(room, "the template says nothing").json());
        }
        pace.await(room, room.pace().orElse(kind.pace()));
        return sent(due, room, options, kind, composed, deadline);
    }

    private Composed compose(Due due, RoomOptions room, ChatOptions options, RoomKind kind, Duration old) {
        Composed composed = Composer.compose(
                due.message(),
                templates.of(options.templates()),
                room.isShort() ? Style.SHORT : Style.FULL,
                kind.renderer(),
                old);
        composed.templateTrouble()
                .ifPresent(trouble -> LOG.warn(
                        "template failed, the built-in text is said in its place delivery={} room={} problem=\"{}\"",
                        due.delivery().id(),
                        room.name(),
                        trouble));
        return composed;
    }

    private Outcome sent(
            Due due, RoomOptions room, ChatOptions options, RoomKind kind, Composed composed, Instant deadline)
            throws InterruptedException {
        Connection connection = connections.of(room);
        OutgoingMessage message = new OutgoingMessage(
                due.key(),
                composed.text(),
                composed.subject(),
                room.threads() ? conversations.of(room, due.message()) : Optional.empty(),
                room.silent(),
                due.interrupted() || due.attempt() > 1,
                new OutgoingMessage.Details(
                        room.name(),
                        DeliveryFacts.json(due.delivery()),
                        MessageJson.line(due.message(), kind.renderer().maxCommits())));
        SendResult result = connection.send(room.address(), message);
        if (result instanceof SendResult.TooLong) {
            message = message.with(Fitting.half(composed.text(), kind.renderer()));
            result = connection.send(room.address(), message);
        }
        if (result instanceof SendResult.RootGone) {
            message = message.asRoot();
            result = connection.send(room.address(), message);
        }
        String shown = String.join("\n", PlainRenderer.lines(message.text()));
        if (result instanceof SendResult.Sent sent) {
            conversations.sent(room, message, sent.remote(), clock.instant());
        }
        return outcome(result, room, options, kind, shown, deadline);
    }

    private Outcome outcome(
            SendResult result, RoomOptions room, ChatOptions options, RoomKind kind, String text, Instant deadline) {
        Instant now = clock.instant();
        states.tried(room, result);
        if (result instanceof SendResult.Sent sent) {
            states.sent(room, now);
            return Outcome.done(new SentMessage(room.name(), room.kind(), text, sent.said(), sent.remote()).json());
        }
        states.failed(room, result.said());
        SentMessage attempt = new SentMessage(room.name(), room.kind(), text, result.said(), Optional.empty());
        if (result instanceof SendResult.Limited limited) {
            Instant until = now.plus(limited.after());
            if (limited.wholeAccount()) {
                states.pause(room, until);
            }
            return again(result.said(), until, deadline).withResult(attempt.json());
        }
        if (result instanceof SendResult.Refused refused) {
            if (refused.shutsRoom()) {
                states.shut(room, result.said(), now);
            }
            return Outcome.failed(result.said(), new RetryAdvice.Never()).withResult(attempt.json());
        }
        if (result instanceof SendResult.TooLong) {
            return Outcome.failed("too long for the service: " + result.said(), new RetryAdvice.Never())
                    .withResult(attempt.json());
        }
        boolean drops = result instanceof SendResult.InDoubt && isDroppedInDoubt(room, kind, options);
        return Outcome.failed(
                        drops ? "it may have arrived: " + result.said() : result.said(),
                        drops ? new RetryAdvice.Never() : RetryAdvice.ANY_TIME)
                .withResult(attempt.json());
    }

    /** Ends a message that has nowhere to go any more. */
    static Outcome vanished(String why) {
        return Outcome.without(Ending.VANISHED, null, why).with(new RetryAdvice.Never());
    }

    /** Returns whether a message that became due then is given up. */
    boolean isTooLate(Instant happened, ChatOptions options) {
        return isTooLate(age.since(happened), options);
    }

    private static boolean isTooLate(Duration old, ChatOptions options) {
        return old.compareTo(options.maxAge()) > 0;
    }

    /** Returns whether a message that may have arrived is not sent again. */
    private static boolean isDroppedInDoubt(RoomOptions room, RoomKind kind, ChatOptions options) {
        return !kind.keepsKeys(room.login()) && options.onDoubt() == ChatOptions.OnDoubt.DROP;
    }

    /** Fails for good, without a request. */
    private static Outcome failed(RoomOptions room, String why) {
        return Outcome.failed(why, new RetryAdvice.Never())
                .withResult(SentMessage.without(room, why).json());
    }

    /** Puts it off, which is no failure. A message that would be too late then is looked at once more at its deadline. */
    private static Outcome again(String why, Instant until, Instant deadline) {
        return Outcome.failed(why, new RetryAdvice.At(until.isAfter(deadline) ? deadline.plusMillis(1) : until));
    }
}
