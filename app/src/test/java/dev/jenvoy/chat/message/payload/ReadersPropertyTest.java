package dev.jenvoy.chat.message.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.text.Inline;
import dev.jenvoy.chat.word.EventNames;
import dev.jenvoy.chat.word.EventWords;
import dev.jenvoy.delivery.Event;
import dev.jenvoy.delivery.Facts;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever an object contains, reading it is no exception, and the message has no control characters and no odd addresses. */
final class ReadersPropertyTest {

    /** Names that the readers look at. */
    private static final List<String> NAMES = List.of(
            "action",
            "actor",
            "after",
            "assignee",
            "author",
            "base",
            "before",
            "build",
            "changes",
            "check_run",
            "comment",
            "commit",
            "commits",
            "created_at",
            "deployment",
            "deployment_status",
            "discussion",
            "display_name",
            "draft",
            "fork",
            "forkee",
            "full_name",
            "head",
            "href",
            "html",
            "html_url",
            "id",
            "iid",
            "issue",
            "label",
            "labels",
            "links",
            "login",
            "member",
            "merge_request",
            "message",
            "name",
            "new",
            "number",
            "object_attributes",
            "object_kind",
            "old",
            "pages",
            "project",
            "pull_request",
            "pullRequest",
            "pullrequest",
            "push",
            "pusher",
            "ref",
            "release",
            "repo",
            "repository",
            "review",
            "self",
            "sender",
            "state",
            "status",
            "tag",
            "title",
            "updated_at",
            "url",
            "user",
            "username",
            "workflow_run");

    private static final EventWords ALL = EventWords.parse("* +author:* -label:*x* -bots -drafts", EventNames.ALL)
            .words();

    @Property(tries = 1_000)
    void no_object_makes_a_reader_throw(
            @ForAll("objects") JsonObject payload, @ForAll("events") Facts facts, @ForAll Family family) {
        Reading reading = MessageReader.read(family, facts, payload);

        reading.message().ifPresent(message -> {
            assertThat(message.toString().chars().filter(c -> c != '\n').noneMatch(Character::isISOControl))
                    .isTrue();
            for (String address : List.of(message.url(), message.repoUrl(), message.actorUrl())) {
                assertThat(address.isEmpty() || Inline.Link.isAddress(address)).isTrue();
            }
            assertThat(ALL.matches(message)).isIn(true, false);
        });
        assertThat(reading.match(done -> "payload: ", Reading.Failed::why)).startsWith("payload: ");
    }

    @Property(tries = 200)
    void a_message_read_twice_is_the_same(@ForAll("objects") JsonObject payload, @ForAll("events") Facts facts) {
        assertThat(MessageReader.read(Family.GITHUB, facts, payload).message().map(Message::toString))
                .isEqualTo(MessageReader.read(Family.GITHUB, facts, payload)
                        .message()
                        .map(Message::toString));
    }

    @Provide
    Arbitrary<Facts> events() {
        return Arbitraries.of(EventNames.ALL).filter(Event::isName).map(name -> Facts.of(new Event(name)));
    }

    @Provide
    Arbitrary<JsonObject> objects() {
        return object(4);
    }

    private static Arbitrary<JsonObject> object(int depth) {
        return Arbitraries.maps(Arbitraries.of(NAMES), value(depth - 1))
                .ofMaxSize(8)
                .map(ReadersPropertyTest::toObject);
    }

    private static Arbitrary<JsonElement> value(int depth) {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(12),
                Arbitraries.of(
                        "refs/heads/",
                        "refs/tags/",
                        "refs/heads/a\nb",
                        "0".repeat(40),
                        "update",
                        "closed",
                        "2026-13-45T00:00:00Z",
                        "javascript:x",
                        "https://a.example/x",
                        "\ud800",
                        "tag",
                        "[bot]"));
        Arbitrary<JsonElement> plain = Arbitraries.oneOf(
                texts.map(JsonPrimitive::new),
                Arbitraries.doubles().map(JsonPrimitive::new),
                Arbitraries.bigIntegers().map(JsonPrimitive::new),
                Arbitraries.of(true, false).map(JsonPrimitive::new),
                Arbitraries.just(JsonNull.INSTANCE));
        if (depth <= 0) {
            return plain;
        }
        return Arbitraries.frequencyOf(
                Tuple.of(2, plain),
                Tuple.of(6, object(depth).map(object -> (JsonElement) object)),
                Tuple.of(1, value(depth - 1).list().ofMaxSize(3).map(ReadersPropertyTest::toArray)));
    }

    private static JsonObject toObject(Map<String, JsonElement> members) {
        JsonObject object = new JsonObject();
        members.forEach(object::add);
        return object;
    }

    private static JsonElement toArray(List<JsonElement> elements) {
        JsonArray array = new JsonArray();
        elements.forEach(array::add);
        return array;
    }
}
