package dev.jenvoy.chat.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.chat.message.Family;
import dev.jenvoy.chat.message.Message;
import dev.jenvoy.chat.message.payload.MessageReader;
import dev.jenvoy.chat.message.payload.Reading;
import dev.jenvoy.delivery.Facts;
import dev.jenvoy.delivery.payload.Payload;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.bitbucket.Bitbucket;
import dev.jenvoy.sender.gitea.Gitea;
import dev.jenvoy.sender.github.GitHub;
import dev.jenvoy.sender.gitlab.GitLab;
import dev.jenvoy.sender.json.JsonFacts;
import dev.jenvoy.sender.json.JsonPaths;
import dev.jenvoy.sender.json.JsonScan;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.standard.StandardSignature;
import dev.jenvoy.sender.travis.TravisFacts;
import dev.jenvoy.sender.verify.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A payload of {@code samples/of-chat}, which a test may change, and the messages that are read out of it as a delivery. */
public final class ChatPayload {

    private static final Gson GSON = new GsonBuilder().serializeNulls().create();

    private static final Map<Family, Protocol> PROTOCOLS = Map.of(
            Family.GITHUB,
            new GitHub(() -> true),
            Family.GITEA,
            new Gitea(),
            Family.GITLAB,
            new GitLab(new StandardSignature("gitlab", (proof, until) -> ReplayGuard.Use.NEW, InstantSource.system())),
            Family.BITBUCKET,
            new Bitbucket());

    private static final Map<Family, String> HEADERS = Map.of(
            Family.GITHUB, "X-GitHub-Event",
            Family.GITEA, "X-Gitea-Event",
            Family.GITLAB, "X-Gitlab-Event",
            Family.BITBUCKET, "X-Event-Key");

    private final Family family;
    private final String event;
    private final JsonObject json;

    private ChatPayload(Family family, String event, JsonObject json) {
        this.family = family;
        this.event = event;
        this.json = json;
    }

    /**
     * Returns the payload of a file.
     *
     * @param event the event as its sender's header names it
     * @param file the name of the file in the folder of the family
     */
    public static ChatPayload of(Family family, String event, String file) {
        Path path = Path.of("src/test/resources/samples/of-chat", family.word(), file + ".json");
        try {
            return of(
                    family,
                    event,
                    JsonParser.parseString(Files.readString(path)).getAsJsonObject());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ChatPayload of(Family family, String event, JsonObject json) {
        return new ChatPayload(family, event, json);
    }

    /** Returns the payload of GitHub whose file is called like its event. */
    public static ChatPayload gitHub(String event) {
        return of(Family.GITHUB, event, event);
    }

    /** Returns this payload with another value at a path; {@code null} takes the member away. */
    public ChatPayload with(String path, @Nullable Object value) {
        JsonObject copy = json.deepCopy();
        String[] names = path.split("\\.", -1);
        JsonObject at = copy;
        for (int i = 0; i < names.length - 1; i++) {
            JsonElement next = at.get(names[i]);
            if (!(next instanceof JsonObject)) {
                at.add(names[i], new JsonObject());
            }
            at = at.getAsJsonObject(names[i]);
        }
        String last = names[names.length - 1];
        if (value == null) {
            at.remove(last);
        } else {
            at.add(last, value instanceof JsonElement element ? element : GSON.toJsonTree(value));
        }
        return new ChatPayload(family, event, copy);
    }

    /** Returns the names of all files of a family. */
    public static List<String> files(String family) {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/samples/of-chat", family))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public JsonObject json() {
        return json;
    }

    /** Returns the message of the only delivery. */
    public Message message() {
        List<Message> messages = messages();
        assertThat(messages).hasSize(1);
        return messages.get(0);
    }

    /** Returns the messages of all deliveries that the payload is. */
    public List<Message> messages() {
        return facts().stream()
                .map(facts -> {
                    Reading reading = reading(facts);
                    assertThat(reading).isInstanceOf(Reading.Done.class);
                    return reading.message().orElseThrow();
                })
                .toList();
    }

    /** Returns the result of reading the payload's bytes for the first delivery. */
    public Reading reading() {
        return reading(facts().get(0));
    }

    /** Returns the result of reading the payload with these facts. */
    public Reading reading(Facts facts) {
        try {
            return MessageReader.read(family, facts, Payload.of(bytes()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<Facts> facts() {
        try {
            if (family == Family.TRAVIS) {
                return List.of(TravisFacts.read(scan(TravisFacts.paths())));
            }
            Protocol protocol = PROTOCOLS.get(family);
            HeaderFields headers =
                    name -> name.equalsIgnoreCase(HEADERS.get(family)) ? List.of(event) : List.<String>of();
            return protocol.read(headers, scan(protocol.paths()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonFacts scan(JsonPaths paths) throws JsonScan.NotJson, IOException {
        return JsonScan.read(Payload.of(bytes()), paths);
    }

    private byte[] bytes() {
        return GSON.toJson(json).getBytes(StandardCharsets.UTF_8);
    }
}
