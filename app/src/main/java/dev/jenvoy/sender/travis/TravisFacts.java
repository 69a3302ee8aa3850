package dev.jenvoy.sender.travis;

import static dev.jenvoy.sender.facts.FactReader.choose;
import static dev.jenvoy.sender.facts.FactReader.flag;
import static dev.jenvoy.sender.facts.FactReader.nothing;
import static dev.jenvoy.sender.facts.FactReader.number;
import static dev.jenvoy.sender.facts.FactReader.plain;
import static dev.jenvoy.sender.facts.FactReader.text;
import static dev.jenvoy.sender.facts.FactReader.title;

import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.RefName;
import dev.jenvoy.sender.facts.FactReader;
import dev.jenvoy.sender.facts.FactTable;
import dev.jenvoy.sender.facts.NameValidation;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.EventHeader;
import dev.jenvoy.sender.request.InvalidPayload;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells where Travis CI's payloads have their facts, see its documentation of the webhooks' format. The event is the state of
 * the build; the action is its cause ({@code push}, {@code pull_request}, {@code cron}, {@code api}). The build of a tag has
 * no branch, though Travis repeats the tag's name there. The build of a pull request has the branch that it goes to.
 */
public final class TravisFacts {

    /** States of a build that has not ended, which messages call pending. */
    private static final Set<String> PENDING = Set.of("created", "queued", "received", "started");

    private static final Event UNKNOWN = new Event("unknown");

    private static final FactReader<Event> EVENT = message("status_message")
            .or(message("result_message"))
            .or(text("state").as(state -> EventHeader.event("state", PENDING.contains(state) ? "pending" : state)));

    private static final FactReader<RefName> TAG = text("tag").as(NameValidation::refName);
    private static final FactReader<RefName> BRANCH = text("branch").as(NameValidation::refName);

    private static final FactTable TABLE = FactTable.common()
            .declare(EVENT)
            .action(plain("type"))
            .owner(text("repository.owner_name").required("owner").as(NameValidation::owner))
            .repository(text("repository.name").required("repository").as(NameValidation::repository))
            .sender(plain("committer_name").or(plain("author_name")))
            .title(title("pull_request_title", "message"))
            .rows(FactTable.otherwise()
                    .branch(choose(TAG.present(), nothing(), BRANCH))
                    .tag(TAG)
                    .sha(plain("commit"))
                    .number(number("pull_request_number").onlyIf(flag("pull_request"))));

    private TravisFacts() {}

    public static JsonPaths paths() {
        return TABLE.paths();
    }

    /** Reads the facts of a build. */
    public static Facts read(JsonFacts json) throws InvalidPayload, JsonFacts.WrongType {
        // The event is read out of the payload, so it is not known before.
        @Nullable Event event = EVENT.read(UNKNOWN, json);
        if (event == null) {
            throw new InvalidPayload(Check.EVENT.reject("status_message: expected what became of the build"));
        }
        return TABLE.read(event, json).get(0);
    }

    private static FactReader<Event> message(String path) {
        return text(path)
                .as(message ->
                        EventHeader.event(path, message.toLowerCase(Locale.ROOT).replace(' ', '_')));
    }
}
