package dev.jenvoy.chat.kind.discord;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.chat.room.CommandReply;
import dev.jenvoy.chat.room.IncomingCommand;
import dev.jenvoy.chat.room.PostedCommands;
import dev.jenvoy.chat.room.http.SlashCommand;
import dev.jenvoy.chat.text.HarmlessText;
import dev.jenvoy.http.JsonBody;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads Discord's interactions: the names of subcommands and the values of options, in their order, are the words. */
record DiscordCommands(String publicKey) implements PostedCommands {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final String PING = "1";
    private static final String COMMAND = "2";
    private static final int SUBCOMMAND_GROUP = 2;
    private static final int ONLY_FOR_THE_PERSON = 1 << 6;
    private static final int MAX_CHARS = 2_000;

    @Override
    public Reading read(String account, Request request, Instant now) {
        String timestamp = request.header("X-Signature-Timestamp");
        String signature = request.header("X-Signature-Ed25519");
        if (!DiscordInteractionSignature.isRight(publicKey, timestamp, signature, request.body())) {
            return new Unproven("wrong signature");
        }
        if (!timestamp.matches("[0-9]{1,11}") || isUntimely(timestamp, now)) {
            return new Unproven("too old or too new");
        }
        JsonObject interaction = JsonBody.read(new String(request.body(), StandardCharsets.UTF_8));
        String type = JsonBody.word(interaction, "type");
        if (type.equals(PING)) {
            return new Answered("{\"type\":1}");
        }
        Optional<IncomingCommand> command = type.equals(COMMAND) ? command(account, interaction) : Optional.empty();
        if (command.isEmpty()) {
            return new Malformed("no command, or no user");
        }
        // Hex may be written in capitals, too.
        String proof = signature.toLowerCase(Locale.ROOT);
        Instant ends = Instant.ofEpochSecond(Long.parseLong(timestamp)).plus(TOLERANCE);
        return new Command(command.get(), DiscordCommands::answer, Optional.of(proof), ends);
    }

    private static boolean isUntimely(String timestamp, Instant now) {
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now);
        return age.abs().compareTo(TOLERANCE) > 0;
    }

    private static Optional<IncomingCommand> command(String account, JsonObject interaction) {
        String member = JsonBody.word(interaction, "member", "user", "id");
        String person = member.isEmpty() ? JsonBody.word(interaction, "user", "id") : member;
        StringBuilder words = new StringBuilder();
        addWords(JsonBody.object(interaction, "data"), words, 0);
        return SlashCommand.of(account, person, JsonBody.word(interaction, "data", "name"), words.toString());
    }

    private static void addWords(JsonObject of, StringBuilder words, int depth) {
        if (!(of.get("options") instanceof JsonArray options) || depth > SUBCOMMAND_GROUP) {
            return;
        }
        for (JsonElement element : options) {
            if (element instanceof JsonObject option) {
                String value = JsonBody.word(option, "value");
                words.append(' ').append(option.has("value") ? value : JsonBody.word(option, "name"));
                addWords(option, words, depth + 1);
            }
        }
    }

    private static String answer(CommandReply reply) {
        DiscordMarkup markup = new DiscordMarkup();
        String text = reply.text().lines().map(markup::text).collect(Collectors.joining("\n"));
        JsonObject data = new JsonObject();
        data.addProperty("content", HarmlessText.cut(text, MAX_CHARS));
        data.addProperty("flags", ONLY_FOR_THE_PERSON);
        data.add("allowed_mentions", DiscordHook.noMentions());
        JsonObject answer = new JsonObject();
        answer.addProperty("type", 4);
        answer.add("data", data);
        return JsonBody.write(answer);
    }
}
