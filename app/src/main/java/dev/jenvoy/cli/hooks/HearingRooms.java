package dev.jenvoy.cli.hooks;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.options.FixedRoute;
import dev.jenvoy.chat.word.EventNames;
import dev.jenvoy.chat.word.EventWords;
import dev.jenvoy.cli.base.CheckText;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.RepoPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * The rooms that a message is said in by the fixed routes. Routes that commands made are in the data folder, which belongs to
 * the server, so they are not looked at.
 *
 * @param heard the rooms that would hear of it, each once
 * @param leftToPush the other rooms that would if a push did not tell of it, too
 */
record HearingRooms(List<String> heard, List<String> leftToPush) {

    static HearingRooms of(ChatOptions chat, Message message) {
        List<String> heard = rooms(chat, message, EventWords::matches);
        List<String> left = rooms(chat, message, EventWords::leavesToPush).stream()
                .filter(room -> !heard.contains(room))
                .toList();
        return new HearingRooms(heard, left);
    }

    private static List<String> rooms(ChatOptions chat, Message message, BiPredicate<EventWords, Message> wants) {
        return chat.routes().stream()
                .filter(route -> RepoPattern.of(route.repo())
                        .filter(repo -> repo.matches(message.repo()))
                        .isPresent())
                .filter(route -> wants.test(
                        EventWords.parse(route.words(), EventNames.ALL).words(), message))
                .map(FixedRoute::room)
                .distinct()
                .toList();
    }

    /** Returns a message of which nothing but the facts is known. */
    static Message about(ExplainedDelivery asked) {
        Facts facts = asked.facts();
        String repo =
                facts.owner() == null || facts.repository() == null ? "" : facts.owner() + "/" + facts.repository();
        return Message.about(asked.family(), facts.event().name())
                .repo(repo)
                .action(facts.action())
                .actor(facts.sender())
                .branch(facts.branch() == null ? "" : facts.branch().name())
                .tag(facts.tag() == null ? "" : facts.tag().name())
                .sha(facts.sha())
                .deleted(facts.deletion())
                .build();
    }

    /** Formats the rooms for people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!heard.isEmpty()) {
            lines.add("These rooms would hear of it: " + names(heard));
        }
        if (!leftToPush.isEmpty()) {
            lines.add("In these rooms it is left to the push of the branch, which their routes want, too: "
                    + names(leftToPush));
        }
        if (lines.isEmpty()) {
            lines.add("No room has a fixed route that wants it.");
        }
        lines.add("Routes made by command are not looked at; \"jenvoy chat routes\" lists them.");
        return lines;
    }

    private static String names(List<String> rooms) {
        return CheckText.visible(String.join(", ", rooms));
    }

    /** Adds the rooms for programs. */
    void addTo(JsonObject json) {
        json.add("rooms", texts(heard));
        if (!leftToPush.isEmpty()) {
            json.add("rooms_left_to_push", texts(leftToPush));
        }
    }

    private static JsonArray texts(List<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
