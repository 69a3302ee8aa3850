package dev.jenvoy.chat.command;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.jenvoy.chat.room.CommandReply;
import dev.jenvoy.chat.room.IncomingCommand;
import dev.jenvoy.chat.room.ReplyReceiver;
import dev.jenvoy.contract.kit.CapturedLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who is obeyed, how often, and what hostile lines do. */
class CommandSafetyTest {

    private static final String STRANGER = "mallory@example.org";

    @TempDir
    private Path folder;

    private ChatSetting chat;

    @BeforeEach
    void open() throws IOException {
        chat = new ChatSetting(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "route acme/site dev push",
                "routes",
                "defaults push",
                "token acme/site abc",
                "remove acme/site",
                "config",
                "reset yes"
            })
    void a_stranger_may_do_nothing_but_read_the_help(String command) throws Exception {
        CommandReply reply = chat.reply(STRANGER, false, "!repohook " + command);

        assertThat(reply.text()).isEqualTo("only admins of this account may");
        assertThat(chat.book.stored()).isEmpty();
        assertThat(chat.book.tokens()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"!repohook", "!repohook help", "!TRAVIS Help"})
    void everybody_may_read_the_help(String line) throws Exception {
        assertThat(chat.reply(STRANGER, false, line).text()).contains("route REPO ROOM", "remove REPO", "reset yes");
    }

    @Test
    void a_stranger_gets_one_line_a_minute() throws Exception {
        assertThat(chat.isIgnored(Optional.of(STRANGER), "!repohook routes")).isFalse();
        assertThat(chat.isIgnored(Optional.of(STRANGER), "!repohook routes")).isTrue();
        assertThat(chat.isIgnored(Optional.of(STRANGER), "!repohook help")).isTrue();
        chat.nanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
        assertThat(chat.isIgnored(Optional.of(STRANGER), "!repohook routes")).isFalse();
    }

    @Test
    void people_without_a_proven_identity_are_one_stranger() throws Exception {
        assertThat(chat.isIgnored(Optional.empty(), "!repohook reset yes")).isFalse();
        assertThat(chat.isIgnored(Optional.empty(), "!repohook help")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "Alice@example.org", "alice@example.org/phone", " alice@example.org"})
    void an_identity_that_is_almost_that_of_an_admin_is_a_stranger(String person) throws Exception {
        assertThat(chat.reply(person, false, "!repohook routes").text()).isEqualTo("only admins of this account may");
    }

    @Test
    void an_admin_of_another_account_is_a_stranger() throws Exception {
        assertThat(chat.reply("alice", true, "!repohook routes").text()).isEqualTo("only admins of this account may");
    }

    @Test
    void an_admin_gives_one_command_a_second() throws Exception {
        Optional<String> admin = Optional.of(ChatSetting.ADMIN);

        assertThat(chat.admin("!repohook route acme/site dev push")).contains("acme/site → dev");
        assertThat(chat.write(admin, false, "!repohook reset yes")
                        .get(10, TimeUnit.SECONDS)
                        .text())
                .isEqualTo("one command a second, please");
        assertThat(chat.book.stored()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!repohook token acme/site s3cr3t-42",
                "!repohook token acme/site s3cr3t-42 github more",
                "!repohook token s3cr3t-42",
                "!travis TOKEN \"acme/site\" \"s3cr3t-42\""
            })
    void a_token_in_a_room_is_refused_and_is_in_no_reply_and_no_log(String line) throws Exception {
        try (CapturedLog log = everything()) {
            CommandReply reply = chat.reply(ChatSetting.ADMIN, false, line);
            CommandReply toStranger = chat.reply(STRANGER, false, line);

            assertThat(reply.text()).isEqualTo("not here: use a private message or jenvoy chat token");
            assertThat(reply.redact()).isTrue();
            assertThat(toStranger.redact()).isTrue();
            assertThat(toStranger.text()).doesNotContain("s3cr3t-42");
            assertThat(log.lines()).noneMatch(logged -> logged.contains("s3cr3t-42"));
        }
        assertThat(chat.book.tokens()).isEmpty();
    }

    @Test
    void a_token_in_private_is_in_no_reply_and_no_log() throws Exception {
        try (CapturedLog log = everything()) {
            CommandReply reply = chat.reply(ChatSetting.ADMIN, true, "!repohook token acme/site s3cr3t-42");

            assertThat(reply).isEqualTo(new CommandReply("token set for acme/site", false));
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("token set"))
                    .noneMatch(line -> line.contains("s3cr3t-42"));
        }
    }

    @Test
    void what_an_admin_changed_is_heard_without_a_token_and_nothing_else_is() throws Exception {
        String by = " by " + ChatSetting.ADMIN + " at jabber: ";
        chat.reply(ChatSetting.ADMIN, true, "!repohook routes");
        chat.reply(ChatSetting.ADMIN, true, "!repohook defaults");
        chat.reply(ChatSetting.ADMIN, true, "!repohook remove acme/none");
        chat.reply("eve@example.org", true, "!repohook route acme/site ops push");
        chat.reply(ChatSetting.ADMIN, true, "!repohook route acme/site ops push");
        chat.reply(ChatSetting.ADMIN, true, "!repohook token acme/site planted-token-771");
        chat.reply(ChatSetting.ADMIN, true, "!repohook remove acme/site ops");
        chat.reply(ChatSetting.ADMIN, true, "!repohook reset yes");

        assertThat(chat.heard)
                .containsExactly(
                        "chat_route" + by + "repo acme/site, room ops, events push",
                        "chat_token" + by + "repo acme/site",
                        "chat_route_remove" + by + "repo acme/site, room ops",
                        "chat_reset" + by);
    }

    @Test
    void ten_thousand_characters_are_refused() throws Exception {
        String reply = chat.admin("!repohook route acme/" + "x".repeat(10_000) + " dev push");

        assertThat(reply).isEqualTo("too long: at most 4000 characters");
        assertThat(chat.book.stored()).isEmpty();
    }

    @Test
    void replies_repeat_nothing_that_acts() throws Exception {
        String reply = chat.admin("!repohook route acme/site \"no\u202ewhere\r\nQUIT :\u0007bye\u001b[2J\" push");

        assertThat(reply).startsWith("no room nowhere QUIT :bye[2J; there are");
        assertThat(reply.chars().filter(c -> c < ' ' || (c >= 0x202A && c <= 0x202E)))
                .isEmpty();
        assertThat(chat.admin("!repohook routes " + "y".repeat(3_000)).length()).isLessThan(200);
    }

    @Test
    void typographic_quotes_keep_blanks_together() throws Exception {
        assertThat(chat.admin("!repohook route acme/site dev push +label:\u201chelp wanted\u201d"))
                .contains("push \"+label:help wanted\"");
    }

    @Test
    void a_reply_that_blocks_does_not_block_who_receives_commands() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        chat.desk
                .apply("jabber")
                .received(new IncomingCommand("jabber", Optional.of(STRANGER), true, "", "!repohook help"), reply -> {
                    blocked.countDown();
                    await(release);
                });
        assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();

        var waiting = chat.write(Optional.of(ChatSetting.ADMIN), false, "!repohook routes");

        assertThat(waiting).isNotDone();
        release.countDown();
        assertThat(waiting.get(10, TimeUnit.SECONDS).text()).contains("acme/fixed");
    }

    /** Counts what is left without a reply, and blocks in the first reply. */
    private static final class Silence implements ReplyReceiver {

        private final AtomicInteger count = new AtomicInteger();
        private final CountDownLatch release = new CountDownLatch(1);

        @Override
        public void accept(CommandReply reply) {
            await(release);
        }

        @Override
        public void noReply() {
            count.incrementAndGet();
        }
    }

    private void write(String person, ReplyReceiver reply) {
        chat.desk
                .apply("jabber")
                .received(new IncomingCommand("jabber", Optional.of(person), true, "", "!repohook routes"), reply);
    }

    @Test
    void a_command_that_gets_no_reply_says_so_at_once() {
        Silence silence = new Silence();
        write(STRANGER, silence);
        assertThat(silence.count).hasValue(0);

        write(STRANGER, silence);
        assertThat(silence.count).hasValue(1);
        silence.release.countDown();
    }

    @Test
    void a_command_behind_too_many_others_gets_no_reply_and_says_so_at_once() {
        Silence silence = new Silence();
        for (int i = 0; i < 110; i++) {
            write(ChatSetting.ADMIN, silence);
        }

        // One is carried out and a hundred wait, or a hundred wait and the first is about to be carried out.
        assertThat(silence.count.get()).isBetween(9, 10);
        silence.release.countDown();
    }

    /** Records every line, also those that this log leaves out elsewhere. */
    private static CapturedLog everything() {
        ((Logger) LoggerFactory.getLogger("jenvoy.chat")).setLevel(Level.TRACE);
        return CapturedLog.open();
    }

    @AfterEach
    void quieten() {
        ((Logger) LoggerFactory.getLogger("jenvoy.chat")).setLevel(null);
    }

    private static void await(CountDownLatch latch) {
        Awaitility.await().until(() -> latch.getCount() == 0);
    }
}
