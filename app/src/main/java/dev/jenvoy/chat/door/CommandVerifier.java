package dev.jenvoy.chat.door;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.jenvoy.chat.room.CommandReply;
import dev.jenvoy.chat.room.PostedCommands;
import dev.jenvoy.chat.room.ReplyReceiver;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.BodyVerifier;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.HeaderFields;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Verifies one slash command, has it carried out, and answers with the reply, which the service shows to that person alone. */
final class CommandVerifier implements BodyVerifier {

    private static final int MAX_BODY_BYTES = 16 << 10;

    /** Services wait for three seconds. */
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    private static final String NO_REPLY = "{}";

    private final CommandSender sender;
    private final HeaderFields headers;

    CommandVerifier(CommandSender sender, HeaderFields headers) {
        this.sender = sender;
        this.headers = headers;
    }

    /** The proof is checked when the body is whole. */
    @Override
    public void update(byte[] bytes, int offset, int length) {
        // The body is read at its end.
    }

    @Override
    public long limit() {
        return MAX_BODY_BYTES;
    }

    /** Blocks for a few seconds at most, for the disk; not for the reply. */
    @Override
    public Reading read(Payload body) throws IOException {
        try (InputStream in = body.open()) {
            PostedCommands.Request request = new PostedCommands.Request(
                    name -> Optional.ofNullable(headers.only(name)), in.readNBytes(MAX_BODY_BYTES));
            return judge(sender.commands()
                    .read(sender.account(), request, sender.clock().instant()));
        } finally {
            body.discard();
        }
    }

    private Reading judge(PostedCommands.Reading reading) {
        if (reading instanceof PostedCommands.Answered answered) {
            return new Reading.Replied(answered.json());
        }
        if (reading instanceof PostedCommands.Command command) {
            return carryOut(command);
        }
        return reading instanceof PostedCommands.Malformed malformed
                ? new Reading.Refused(Check.COMMAND.reject(malformed.why()))
                : new Reading.Refused(Check.COMMAND_PROOF.reject(((PostedCommands.Unproven) reading).why()));
    }

    private Reading carryOut(PostedCommands.Command command) {
        if (command.proof().isPresent()) {
            // Without the account: what one has accepted is not good for another with the same secret.
            ReplayGuard.Use use =
                    sender.replayGuard().markUsed("chat " + command.proof().get(), command.proofEnds());
            if (use == ReplayGuard.Use.UNAVAILABLE) {
                return new Reading.Refused(ReplayGuard.unavailable());
            }
            if (use == ReplayGuard.Use.REPLAYED) {
                return new Reading.Refused(Check.COMMAND_REPLAY.reject("this command came before"));
            }
        }
        PostedReply reply = new PostedReply();
        sender.receiver().received(command.command(), reply);
        return new Reading.Awaited(reply.json(command.answer()));
    }

    /** Waits for a reply as long as the service does, without a thread. */
    private static final class PostedReply implements ReplyReceiver {

        private final CompletableFuture<Optional<CommandReply>> came = new CompletableFuture<>();

        @Override
        public void accept(CommandReply reply) {
            boolean unusedInTime = came.complete(Optional.of(reply));
        }

        /** Too many commands, or a stranger's. */
        @Override
        public void noReply() {
            boolean unusedInTime = came.complete(Optional.empty());
        }

        @CheckReturnValue
        CompletionStage<Reading.Replied> json(Function<CommandReply, String> answer) {
            return came.completeOnTimeout(Optional.empty(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .thenApply(reply -> new Reading.Replied(reply.map(answer).orElse(NO_REPLY)));
        }
    }
}
