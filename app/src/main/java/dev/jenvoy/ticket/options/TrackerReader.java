package dev.jenvoy.ticket.options;

import com.google.gson.JsonObject;
import dev.jenvoy.delivery.RepoPattern;
import dev.jenvoy.option.json.Amounts;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.ticket.file.FileProblems;
import dev.jenvoy.ticket.happening.HappeningKind;
import dev.jenvoy.ticket.key.ProjectName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the entry of one tracker, and reports every problem in it. */
final class TrackerReader {

    private static final Map<HappeningKind, String> ON =
            new EnumMap<>(Map.of(HappeningKind.MERGED, "next", HappeningKind.RELEASE, "next"));
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_RETRIES = 1_000;
    private static final int RETRIES = 100;
    private static final int MAX_TICKETS = 500;
    private static final int TICKETS = 100;
    private static final int MAX_HOPS = 10;
    private static final Pattern EVENT = Pattern.compile("\\S{1,64}");
    private static final Pattern STATE_FILE = Pattern.compile("[^\\p{Cntrl}]{1,255}");

    private final String name;
    private final SecretReader secrets;
    private final Path folder;
    private final boolean hasWorkers;

    /** @param hasWorkers whether a file of workers may name the state file and the projects */
    TrackerReader(String name, SecretReader secrets, Path folder, boolean hasWorkers) {
        this.name = name;
        this.secrets = secrets;
        this.folder = folder;
        this.hasWorkers = hasWorkers;
    }

    Optional<TrackerOptions> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: where the tracker is, and its token");
        }
        ObjectReader in = new ObjectReader(place.key(), members.values(), place.report());
        Optional<TrackerAccess> access = new AccessReader(name, secrets, folder).read(in, node, place);
        Optional<String> stateFile = in.take("statefile", ValueReaders.text(STATE_FILE, "the path of a state file"));
        List<String> projects = in.take("projects", List.of(), projects());
        if (!hasWorkers && stateFile.isEmpty() && !in.has("statefile")) {
            place.error(node, "a tracker needs a \"statefile\", here or in \"workers_file\"");
        }
        if (!hasWorkers && projects.isEmpty() && !in.has("projects")) {
            place.error(node, "a tracker needs \"projects\", here or in \"workers_file\"");
        }
        TrackerOptions options = new TrackerOptions(
                name,
                // What is in its place when it could not be read is never used: the error keeps the file out.
                access.orElse(new TrackerAccess.Script(folder, List.of())),
                stateFile,
                projects,
                in.take("on", ON, TrackerReader::on),
                in.take("repositories", List.of(), repositories()),
                in.take("branches", List.of(), ValueReaders.list(ValueReaders.TEXT, "a list of branches")),
                in.take("forks", false, ValueReaders.FLAG),
                in.take("hops", 1, ValueReaders.number(1, MAX_HOPS)),
                in.take("fields", Map.of(), TrackerReader::fields),
                in.take("link", false, ValueReaders.FLAG),
                in.take("comment", false, ValueReaders.FLAG),
                in.take("after", false, ValueReaders.either("success", "any")),
                in.take("missing", false, ValueReaders.either("ignore", "fail")),
                in.take("timeout", TIMEOUT, Amounts.DURATION_ABOVE_ZERO),
                in.take("retries", RETRIES, ValueReaders.number(0, MAX_RETRIES)),
                in.take("max_tickets", TICKETS, ValueReaders.number(1, MAX_TICKETS)));
        if (access.isPresent()) {
            in.finish();
        }
        return access.map(known -> options);
    }

    private static ValueReader<List<String>> projects() {
        return ValueReaders.list(TrackerReader::project, "a list of projects like [\"SOC\"]");
    }

    private static Optional<String> project(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Text text)) {
            return ValueReaders.wrong(node, place, "the key of a project, such as \"SOC\"");
        }
        if (!ProjectName.isName(text.value())) {
            place.error(node, FileProblems.quoted(text.value()) + " is not " + ProjectName.EXPECTED);
            return Optional.empty();
        }
        return Optional.of(text.value());
    }

    private static ValueReader<List<RepoPattern>> repositories() {
        String expected = "owner/name or owner/*";
        return ValueReaders.list(
                (node, place) -> {
                    if (!(node instanceof JsonNode.Text text)) {
                        return ValueReaders.wrong(node, place, expected);
                    }
                    Optional<RepoPattern> pattern = RepoPattern.of(text.value());
                    return pattern.isPresent() ? pattern : ValueReaders.refuse(text, place, expected);
                },
                "a list of repositories like [\"acme/*\"]");
    }

    private static Optional<Map<HappeningKind, String>> on(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object like {\"merged\": \"next\"}");
        }
        Map<HappeningKind, String> on = new LinkedHashMap<>();
        for (JsonNode.Member member : members.values()) {
            KeyContext at = new KeyContext(ObjectReader.join(place.key(), member.name()), place.report());
            Optional<HappeningKind> kind = HappeningKind.of(member.name());
            if (kind.isEmpty()) {
                place.report()
                        .error(
                                at.key(),
                                member.nameAt(),
                                Arrays.stream(HappeningKind.values())
                                        .map(HappeningKind::word)
                                        .collect(Collectors.joining(
                                                ", ", "nothing happens under this name; there are: ", "")));
                continue;
            }
            ValueReaders.text(EVENT, "the name of an event of the state machines, such as \"next\"")
                    .read(member.value(), at)
                    .ifPresent(event -> on.put(kind.get(), event));
        }
        return Optional.of(on);
    }

    private static Optional<Map<String, JsonObject>> fields(JsonNode node, KeyContext place) {
        String expected = "an object like {\"done\": {\"resolution\": {\"name\": \"Done\"}}}";
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, expected);
        }
        Map<String, JsonObject> fields = new LinkedHashMap<>();
        for (JsonNode.Member member : members.values()) {
            KeyContext at = new KeyContext(ObjectReader.join(place.key(), member.name()), place.report());
            if (member.value() instanceof JsonNode.Members values) {
                fields.put(member.name(), FieldValues.object(values));
            } else {
                Optional<Object> unused = ValueReaders.wrong(member.value(), at, "an object of fields");
            }
        }
        return Optional.of(fields);
    }
}
