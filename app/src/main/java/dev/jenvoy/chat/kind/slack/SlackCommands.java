package dev.jenvoy.chat.kind.slack;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.CommandReply;
import dev.jenvoy.chat.room.IncomingCommand;
import dev.jenvoy.chat.room.PostedCommands;
import dev.jenvoy.chat.room.http.FormBody;
import dev.jenvoy.chat.room.http.SlashCommand;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.option.secret.Secrets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Reads Slack's slash commands. The person is the user's id: a name can be chosen. */
record SlackCommands(Secrets signing) implements PostedCommands {

    @Override
    public Reading read(String account, Request request, Instant now) {
        String timestamp = request.header("X-Slack-Request-Timestamp");
        String signature = request.header("X-Slack-Signature");
        Optional<String> flaw = SlackCommandSignature.flaw(signing, timestamp, signature, request.body(), now);
        if (flaw.isPresent()) {
            return new Unproven(flaw.get());
        }
        Map<String, String> form = FormBody.read(request.body());
        if (form.getOrDefault("ssl_check", "").equals("1")) {
            return new Answered("{}");
        }
        Optional<IncomingCommand> command = SlashCommand.of(account, form);
        if (command.isEmpty()) {
            return new Malformed("no command, or no user_id");
        }
        Instant ends = Instant.ofEpochSecond(Long.parseLong(timestamp)).plus(SlackCommandSignature.TOLERANCE);
        return new Command(command.get(), SlackCommands::answer, Optional.of(signature), ends);
    }

    private static String answer(CommandReply reply) {
        JsonObject answer = new JsonObject();
        answer.addProperty("response_type", "ephemeral");
        answer.addProperty("text", SlackMarkup.escape(reply.text()));
        answer.addProperty("mrkdwn", false);
        return JsonBody.write(answer);
    }
}
