package dev.jenvoy.sender.travis;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.Owner;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.sender.facts.NameValidation;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.EventHeader;
import dev.jenvoy.sender.request.InvalidPayload;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the facts out of a payload of Travis CI's, see its documentation of the webhooks' format. The event is what
 * became of the build, the action what caused it ({@code push}, {@code pull_request}, {@code cron}, {@code api}). The
 * build of a tag has no branch, though Travis repeats the tag's name there; that of a pull request has its base's.
 */
public final class TravisFacts {

    public static final JsonPaths PATHS = JsonPaths.of(
            "status_message",
            "result_message",
            "state",
            "type",
            "branch",
            "tag",
            "commit",
            "committer_name",
            "author_name",
            "pull_request",
            "pull_request_number",
            "repository.name",
            "repository.owner_name");

    /** States of a build that has not ended, which messages call pending. */
    private static final Set<String> PENDING = Set.of("created", "queued", "received", "started");

    private TravisFacts() {}

    public static Facts read(JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        @Nullable RefName tag = ref(json, "tag");
        boolean pull = Boolean.TRUE.equals(json.flag("pull_request"));
        return new Facts(
                event(json),
                NameValidation.plain(json, "type"),
                owner(json),
                repository(json),
                tag == null ? ref(json, "branch") : null,
                tag,
                null,
                NameValidation.plain(json, "commit"),
                sender(json),
                pull ? json.number("pull_request_number") : null,
                false);
    }

    private static Event event(JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        for (String path : List.of("status_message", "result_message")) {
            @Nullable String message = json.text(path);
            if (message != null) {
                return EventHeader.event(path, message.toLowerCase(Locale.ROOT).replace(' ', '_'));
            }
        }
        @Nullable String state = json.text("state");
        if (state == null) {
            throw new InvalidPayload(Check.EVENT.reject("status_message: expected what became of the build"));
        }
        return EventHeader.event("state", PENDING.contains(state) ? "pending" : state);
    }

    private static @Nullable RefName ref(JsonFacts json, String path) throws InvalidPayload, JsonFacts.WrongType {
        @Nullable String name = json.text(path);
        return name == null ? null : NameValidation.refName(name);
    }

    private static Owner owner(JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        return NameValidation.owner(required(json, "repository.owner_name", "owner"));
    }

    private static Repository repository(JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        return NameValidation.repository(required(json, "repository.name", "repository"));
    }

    private static String required(JsonFacts json, String path, String what)
            throws InvalidPayload, JsonFacts.WrongType {
        @Nullable String text = json.text(path);
        if (text == null) {
            throw InvalidPayload.notAName(what);
        }
        return text;
    }

    private static @Nullable String sender(JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        @Nullable String committer = NameValidation.plain(json, "committer_name");
        return committer == null ? NameValidation.plain(json, "author_name") : committer;
    }
}
