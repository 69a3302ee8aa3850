package dev.jenvoy.contract.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.kind.matrix.MatrixKind;
import dev.jenvoy.chat.room.CommandReceiver;
import dev.jenvoy.chat.room.CommandReply;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.IncomingCommand;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.contract.chat.standin.MatrixStandIn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MatrixCommandTest {

    private static final String ALICE = "@alice:example.org";
    private static final String PRIVATE = "!private:example.org";

    private final RoomKind kind = new MatrixKind();
    private final MatrixStandIn server = new MatrixStandIn();
    private final Connection account = ChatLogin.account(
                    kind, "{\"homeserver\":\"" + server.address() + "\",\"token\":\"" + MatrixStandIn.TOKEN + "\"}")
            .connect(kind);
    private final List<IncomingCommand> commands = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        server.room(PRIVATE, MatrixStandIn.BOT, ALICE);
        server.room("!other:example.org", MatrixStandIn.BOT, ALICE, "@bob:example.org");
        server.write(MatrixStandIn.ROOM, ALICE, "!repohook routes from before");
        account.listen(List.of(MatrixStandIn.ALIAS), (command, reply) -> {
            commands.add(command);
            reply.accept(new CommandReply(
                    "you said: " + command.text(), command.text().contains("token")));
        });
        await().until(() ->
                server.requests().stream().anyMatch(request -> request.query().containsKey("since")));
    }

    @AfterEach
    void close() {
        account.close();
        server.close();
    }

    @Test
    void a_command_comes_with_the_person_and_the_configured_address_and_is_answered_as_a_notice() {
        String id = server.write(MatrixStandIn.ROOM, ALICE, "!repohook routes acme/site");
        await().until(() -> server.written(MatrixStandIn.ROOM).size() == 1);

        assertThat(commands)
                .containsExactly(new IncomingCommand(
                        "work", Optional.of(ALICE), false, MatrixStandIn.ALIAS, "!repohook routes acme/site"));
        MatrixStandIn.Event reply = server.written(MatrixStandIn.ROOM).get(0);
        assertThat(reply.text("msgtype")).isEqualTo("m.notice");
        assertThat(reply.text("body")).isEqualTo("you said: !repohook routes acme/site");
        assertThat(reply.content()
                        .getAsJsonObject("m.relates_to")
                        .getAsJsonObject("m.in_reply_to")
                        .get("event_id")
                        .getAsString())
                .isEqualTo(id);
    }

    @Test
    void a_room_of_two_is_private_and_any_other_room_is_not_listened_to() {
        server.write("!other:example.org", ALICE, "!repohook routes");
        server.write(PRIVATE, ALICE, "!repohook config");
        await().until(() -> server.written(PRIVATE).size() == 1);

        assertThat(commands)
                .containsExactly(new IncomingCommand("work", Optional.of(ALICE), true, "", "!repohook config"));
    }

    @Test
    void a_secret_that_was_shown_is_removed() {
        String id = server.write(MatrixStandIn.ROOM, ALICE, "!repohook token acme/site s3cret");
        await().until(() -> server.written(MatrixStandIn.ROOM).size() == 1);

        assertThat(server.redacted()).containsExactly(id);
    }

    @Test
    void history_own_words_notices_edits_encrypted_and_other_words_are_no_commands() {
        server.write(MatrixStandIn.ROOM, MatrixStandIn.BOT, "!repohook reset yes");
        JsonObject notice = text("m.notice", "!repohook reset yes");
        server.write(MatrixStandIn.ROOM, ALICE, "m.room.message", notice);
        JsonObject edit = text("m.text", "!repohook reset yes");
        JsonObject relation = new JsonObject();
        relation.addProperty("rel_type", "m.replace");
        edit.add("m.relates_to", relation);
        server.write(MatrixStandIn.ROOM, ALICE, "m.room.message", edit);
        server.write(MatrixStandIn.ROOM, ALICE, "m.room.encrypted", new JsonObject());
        server.write(MatrixStandIn.ROOM, ALICE, "hello !repohook reset yes");
        server.write(MatrixStandIn.ROOM, ALICE, "!repohooks");
        server.write(MatrixStandIn.ROOM, ALICE, "!travis routes");
        await().until(() -> !commands.isEmpty());

        assertThat(commands).extracting(IncomingCommand::text).containsExactly("!travis routes");
    }

    @Test
    void a_room_that_is_added_later_is_joined_and_obeyed_and_its_history_is_not() {
        String added = "!added:example.org";
        server.invite(added, ALICE, "@bob:example.org");
        server.write(added, ALICE, "!repohook reset yes");
        account.listen(List.of(MatrixStandIn.ALIAS, added), unused());
        await().until(() -> joined(added));
        server.write(added, ALICE, "!repohook routes");
        server.write(MatrixStandIn.ROOM, ALICE, "!repohook config");
        await().until(() -> commands.size() == 2);

        assertThat(commands)
                .extracting(IncomingCommand::address, IncomingCommand::text)
                .containsExactlyInAnyOrder(
                        tuple(added, "!repohook routes"), tuple(MatrixStandIn.ALIAS, "!repohook config"));
    }

    @Test
    void an_invitation_that_comes_later_is_accepted_for_a_room_of_the_configuration_alone() {
        String added = "!added:example.org";
        account.listen(List.of(MatrixStandIn.ALIAS, added), unused());
        server.invite("!foreign:example.org", ALICE);
        server.invite(added, ALICE, "@bob:example.org");
        await().until(() -> joined(added));
        server.write(added, ALICE, "!repohook routes");
        await().until(() -> !commands.isEmpty());

        assertThat(joined("!foreign:example.org")).isFalse();
    }

    @Test
    void a_room_that_is_taken_out_is_no_longer_obeyed() {
        account.listen(List.of("!other:example.org"), unused());
        server.write(MatrixStandIn.ROOM, ALICE, "!repohook reset yes");
        server.write("!other:example.org", ALICE, "!repohook routes");
        await().until(() -> !commands.isEmpty());

        assertThat(commands).extracting(IncomingCommand::text).containsExactly("!repohook routes");
    }

    /** Returns a receiver that is never used: an account has one, whose rooms change. */
    private static CommandReceiver unused() {
        return (command, reply) -> {
            throw new AssertionError(command);
        };
    }

    private boolean joined(String room) {
        return server.events().stream()
                .anyMatch(event -> event.room().equals(room)
                        && event.sender().equals(MatrixStandIn.BOT)
                        && event.stateKey().equals(MatrixStandIn.BOT));
    }

    @Test
    void a_failed_poll_is_repeated() {
        server.failNextPoll();
        await().until(() -> !server.pollFails());
        server.write(MatrixStandIn.ROOM, ALICE, "!jenvoy routes");

        await().until(() -> commands.size() == 1);
    }

    @Test
    void a_server_that_answers_polls_at_once_is_asked_once_a_second_while_there_is_nothing_new() {
        int before = polls();
        long began = System.nanoTime();
        server.holdNoPolls();
        await().until(() -> polls() >= before + 3);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(1_900));
        server.write(MatrixStandIn.ROOM, ALICE, "!jenvoy routes");
        await().until(() -> commands.size() == 1);
    }

    private int polls() {
        return (int) server.requests().stream()
                .filter(request -> request.query().containsKey("since"))
                .count();
    }

    private static JsonObject text(String type, String body) {
        JsonObject content = new JsonObject();
        content.addProperty("msgtype", type);
        content.addProperty("body", body);
        return content;
    }
}
