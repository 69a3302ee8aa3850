package dev.jenvoy.chat.kind.mattermost;

import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.CommandReply;
import dev.jenvoy.chat.room.PostedCommands;
import dev.jenvoy.chat.room.http.FormBody;
import dev.jenvoy.chat.room.http.SlashCommand;
import dev.jenvoy.http.JsonBody;
import dev.jenvoy.option.secret.Secrets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads Mattermost's slash commands. The person is the user's id. */
record MattermostCommands(Secrets tokens) implements PostedCommands {

    @Override
    public Reading read(String account, Request request, Instant now) {
        Map<String, String> form = FormBody.read(request.body());
        String field = form.getOrDefault("token", "");
        if (!MattermostCommandToken.isRight(tokens, request.header("Authorization"), field)) {
            return new Unproven("wrong token");
        }
        return SlashCommand.of(account, form)
                .<Reading>map(command -> new Command(command, MattermostCommands::answer, Optional.empty(), now))
                .orElseGet(() -> new Malformed("no command, or no user_id"));
    }

    private static String answer(CommandReply reply) {
        MattermostMarkup markup = new MattermostMarkup();
        JsonObject answer = new JsonObject();
        answer.addProperty("response_type", "ephemeral");
        answer.addProperty("text", reply.text().lines().map(markup::text).collect(Collectors.joining("\n")));
        answer.addProperty("skip_slack_parsing", true);
        return JsonBody.write(answer);
    }
}
