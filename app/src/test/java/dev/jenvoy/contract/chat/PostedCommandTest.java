package dev.jenvoy.contract.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.chat.kind.discord.DiscordKind;
import dev.jenvoy.chat.kind.mattermost.MattermostKind;
import dev.jenvoy.chat.kind.slack.SlackKind;
import dev.jenvoy.chat.room.CommandLogin;
import dev.jenvoy.chat.room.CommandReply;
import dev.jenvoy.chat.room.IncomingCommand;
import dev.jenvoy.chat.room.PostedCommands;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that services post: what proves them, and how they are read and answered. */
class PostedCommandTest {

    private static final String SIGNING = "jenvoy-signing-secret-for-tests";
    private static final String SLACK_BODY = "command=%2Frepohook&text=routes+acme%2Fsite&user_id=U100&user_name=alice"
            + "&channel_id=C100&team_id=T100&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT100%2F1%2Fx";
    private static final String SLACK_SIGNATURE = "v0=24fb9aa44bc5b4206757db76844d4f78dfae5d8c0cf01f8cb1581e4872b28aaa";
    private static final Instant AT = Instant.ofEpochSecond(1_700_000_000L);

    private static final CommandReply REPLY = new CommandReply("acme/site → dev: <push> *all* @here", false);

    private static PostedCommands commands(ChatLogin account) {
        return ((CommandLogin) account.login().orElseThrow()).commands().orElseThrow();
    }

    private static PostedCommands.Request request(String body, Map<String, String> headers) {
        return new PostedCommands.Request(
                name -> Optional.ofNullable(headers.get(name)), body.getBytes(StandardCharsets.UTF_8));
    }

    private static PostedCommands.Reading slack(String body, String timestamp, String signature, Instant now) {
        ChatLogin account =
                ChatLogin.account(new SlackKind(), "{\"token\":\"xoxb-1\",\"signing_secret\":\"" + SIGNING + "\"}");
        return commands(account)
                .read(
                        "work",
                        request(body, Map.of("X-Slack-Request-Timestamp", timestamp, "X-Slack-Signature", signature)),
                        now);
    }

    @Test
    void a_signed_slash_command_of_slack_is_read_and_answered_to_the_person_alone() {
        PostedCommands.Command command =
                (PostedCommands.Command) slack(SLACK_BODY, "1700000000", SLACK_SIGNATURE, AT.plusSeconds(300));

        assertThat(command.command())
                .isEqualTo(new IncomingCommand("work", Optional.of("U100"), true, "", "/repohook routes acme/site"));
        assertThat(command.answer().apply(REPLY))
                .isEqualTo("{\"response_type\":\"ephemeral\",\"text\":\"acme/site → dev: &lt;push&gt; *all* @here\","
                        + "\"mrkdwn\":false}");
        assertThat(command.proof()).contains(SLACK_SIGNATURE);
        assertThat(command.proofEnds()).isEqualTo(AT.plusSeconds(300));
    }

    @Test
    void a_slash_command_of_slack_is_refused_when_anything_of_it_is_wrong() {
        assertThat(slack(SLACK_BODY, "1700000000", SLACK_SIGNATURE, AT.plusSeconds(301)))
                .isInstanceOf(PostedCommands.Unproven.class);
        assertThat(slack(SLACK_BODY, "1700000000", SLACK_SIGNATURE, AT.minusSeconds(301)))
                .isInstanceOf(PostedCommands.Unproven.class);
        assertThat(slack(SLACK_BODY + "x", "1700000000", SLACK_SIGNATURE, AT))
                .isInstanceOf(PostedCommands.Unproven.class);
        assertThat(slack(SLACK_BODY, "1700000001", SLACK_SIGNATURE, AT)).isInstanceOf(PostedCommands.Unproven.class);
        assertThat(slack(SLACK_BODY, "1700000000", SLACK_SIGNATURE.replace("v0", "v1"), AT))
                .isInstanceOf(PostedCommands.Unproven.class);
        assertThat(slack(SLACK_BODY, "", "", AT)).isInstanceOf(PostedCommands.Unproven.class);
        assertThat(slack(SLACK_BODY, "99999999999", SLACK_SIGNATURE, AT)).isInstanceOf(PostedCommands.Unproven.class);
    }

    @Test
    void without_a_signing_secret_there_are_no_commands() {
        ChatLogin account = ChatLogin.account(new SlackKind(), "{\"token\":\"xoxb-1\"}");

        assertThat(((CommandLogin) account.login().orElseThrow()).commands()).isEmpty();
    }

    private static PostedCommands.Reading mattermost(String authorization, String body) {
        ChatLogin account = ChatLogin.account(
                new MattermostKind(),
                "{\"url\":\"https://chat.example\",\"token\":\"t\",\"command_token\":[\"new-command-token\",\"old-command-token\"]}");
        return commands(account).read("work", request(body, Map.of("Authorization", authorization)), AT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"new-command-token", "old-command-token"})
    void a_slash_command_of_mattermost_is_proven_by_one_of_its_tokens(String token) {
        String body = "command=%2Ftravis&text=defaults&user_id=abc&token=wrong";
        PostedCommands.Command command = (PostedCommands.Command) mattermost("Token " + token, body);

        assertThat(command.command())
                .isEqualTo(new IncomingCommand("work", Optional.of("abc"), true, "", "/travis defaults"));
        assertThat(mattermost("", "command=%2Ftravis&text=&user_id=abc&token=" + token))
                .isInstanceOf(PostedCommands.Command.class);
        assertThat(command.answer().apply(REPLY)).contains("\"ephemeral\"", "@\u200bhere", "&lt;push");
    }

    @Test
    void a_slash_command_of_mattermost_without_its_token_is_refused() {
        assertThat(mattermost("Token wrong", "command=%2Ftravis&user_id=abc&token=new-command-token"))
                .isInstanceOf(PostedCommands.Unproven.class);
        assertThat(mattermost("", "command=%2Ftravis&user_id=abc")).isInstanceOf(PostedCommands.Unproven.class);
        assertThat(mattermost("", "%zz")).isInstanceOf(PostedCommands.Unproven.class);
        assertThat(mattermost("Token old-command-token", "text=a")).isInstanceOf(PostedCommands.Malformed.class);
    }

    private static final KeyPair PAIR = pair();

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PostedCommands.Reading discord(String timestamp, String body, String signature, Instant now) {
        byte[] key = PAIR.getPublic().getEncoded();
        String hex = HexFormat.of().formatHex(Arrays.copyOfRange(key, key.length - 32, key.length));
        ChatLogin account = ChatLogin.account(new DiscordKind(), "{\"public_key\":\"" + hex + "\"}");
        return commands(account)
                .read(
                        "work",
                        request(body, Map.of("X-Signature-Timestamp", timestamp, "X-Signature-Ed25519", signature)),
                        now);
    }

    private static String sign(String timestamp, String body) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(PAIR.getPrivate());
            signature.update((timestamp + body).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_ping_of_discord_is_answered() {
        String body = "{\"type\":1}";

        assertThat(discord("1700000000", body, sign("1700000000", body), AT))
                .isEqualTo(new PostedCommands.Answered("{\"type\":1}"));
    }

    @Test
    void an_interaction_of_discord_is_read_in_the_order_of_its_options() {
        String body = "{\"type\":2,\"member\":{\"user\":{\"id\":\"42\"}},\"data\":{\"name\":\"repohook\",\"options\":["
                + "{\"name\":\"route\",\"type\":1,\"options\":[{\"name\":\"repo\",\"type\":3,\"value\":\"acme/site\"},"
                + "{\"name\":\"room\",\"type\":3,\"value\":\"dev\"},{\"name\":\"events\",\"type\":3,\"value\":\"push issues\"}]}]}}";

        PostedCommands.Command command =
                (PostedCommands.Command) discord("1700000000", body, sign("1700000000", body), AT);

        assertThat(command.command())
                .isEqualTo(new IncomingCommand(
                        "work", Optional.of("42"), true, "", "/repohook route acme/site dev push issues"));
        assertThat(command.answer().apply(REPLY))
                .contains("\"type\":4", "\"flags\":64", "\"allowed_mentions\":{\"parse\":[]}", "\\\\@here");
    }

    @Test
    void an_interaction_of_discord_has_one_proof_in_whatever_letters_its_signature_is_written() {
        String body = "{\"type\":2,\"user\":{\"id\":\"42\"},\"data\":{\"name\":\"repohook\"}}";
        String right = sign("1700000000", body);
        String mixed = right.substring(0, 64).toUpperCase(Locale.ROOT) + right.substring(64);

        for (String spelling : List.of(right, right.toUpperCase(Locale.ROOT), mixed)) {
            PostedCommands.Command command = (PostedCommands.Command) discord("1700000000", body, spelling, AT);
            assertThat(command.proof()).contains(right);
        }
        for (String spelling : List.of(" " + right, right + " ", "0x" + right, right + "\n")) {
            assertThat(discord("1700000000", body, spelling, AT)).isInstanceOf(PostedCommands.Unproven.class);
        }
    }

    @Test
    void a_slash_command_of_slack_has_one_spelling_of_its_proof() {
        String digits = SLACK_SIGNATURE.substring("v0=".length());
        for (String spelling : List.of(
                "v0=" + digits.toUpperCase(Locale.ROOT),
                "V0=" + digits,
                " " + SLACK_SIGNATURE,
                SLACK_SIGNATURE + " ",
                digits,
                "v0= " + digits)) {
            assertThat(slack(SLACK_BODY, "1700000000", spelling, AT)).isInstanceOf(PostedCommands.Unproven.class);
        }
        for (String time : List.of("01700000000", "+1700000000", " 1700000000")) {
            assertThat(slack(SLACK_BODY, time, SLACK_SIGNATURE, AT)).isInstanceOf(PostedCommands.Unproven.class);
        }
    }

    @Test
    void an_interaction_of_discord_is_refused_when_anything_of_it_is_wrong() {
        String body = "{\"type\":1}";
        String right = sign("1700000000", body);

        assertThat(discord("1700000001", body, right, AT)).isInstanceOf(PostedCommands.Unproven.class);
        assertThat(discord("1700000000", body + " ", right, AT)).isInstanceOf(PostedCommands.Unproven.class);
        assertThat(discord("1700000000", body, "", AT)).isInstanceOf(PostedCommands.Unproven.class);
        assertThat(discord("1700000000", body, "ff".repeat(64), AT)).isInstanceOf(PostedCommands.Unproven.class);
        assertThat(discord("1700000000", body, right, AT.plusSeconds(301))).isInstanceOf(PostedCommands.Unproven.class);
    }
}
