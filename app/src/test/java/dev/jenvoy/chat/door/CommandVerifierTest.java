package dev.jenvoy.chat.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.room.CommandReply;
import dev.jenvoy.chat.room.IncomingCommand;
import dev.jenvoy.chat.room.PostedCommands;
import dev.jenvoy.chat.room.ReplyReceiver;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.BodyVerifier.Reading;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.request.HeaderFields;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How a slash command waits for its reply. */
class CommandVerifierTest {

    private final List<ReplyReceiver> receivers = new ArrayList<>();

    private Reading.Awaited posted() throws IOException {
        PostedCommands commands = (account, request, now) -> new PostedCommands.Command(
                new IncomingCommand(account, Optional.of("U1"), true, "", "!repohook routes"),
                CommandReply::text,
                Optional.empty(),
                Instant.EPOCH);
        CommandSender sender = new CommandSender(
                "work",
                commands,
                (command, reply) -> receivers.add(reply),
                (proof, until) -> ReplayGuard.Use.NEW,
                InstantSource.system());
        HeaderFields none = name -> List.of();
        return (Reading.Awaited) new CommandVerifier(sender, none).read(Payload.of(new byte[0]));
    }

    @Test
    void a_command_without_a_reply_yet_holds_no_thread_and_is_answered_when_the_reply_comes() throws Exception {
        Reading.Awaited reading = posted();
        assertThat(reading.reply().toCompletableFuture()).isNotDone();

        receivers.get(0).accept(new CommandReply("done", false));

        assertThat(reading.reply().toCompletableFuture().getNow(null)).isEqualTo(new Reading.Replied("done"));
    }

    @Test
    void a_command_that_gets_no_reply_is_answered_at_once() throws Exception {
        Reading.Awaited reading = posted();

        receivers.get(0).noReply();

        assertThat(reading.reply().toCompletableFuture().getNow(null)).isEqualTo(new Reading.Replied("{}"));
    }

    @Test
    void a_command_whose_reply_is_late_is_answered_before_the_service_gives_up() throws Exception {
        assertThat(posted().reply().toCompletableFuture().get(10, TimeUnit.SECONDS))
                .isEqualTo(new Reading.Replied("{}"));
    }
}
