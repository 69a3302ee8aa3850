package dev.jenvoy.ticket.workers;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.ticket.file.FileProblems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Reads the first document of a YAML file into values that know where they begin. Each scalar is a text, except one that is
 * empty, {@code ~} or {@code null} without quotes. An alias is the value that it repeats; no value is copied for it. Reads
 * nothing recursively and makes no objects of anybody's classes.
 */
final class YamlTree {

    private static final int MAX_CHARS = 1 << 20;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ALIASES = 100;
    private static final String MERGE = "<<";

    private final FileProblems problems;
    private final Map<String, JsonNode> anchors = new HashMap<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable JsonNode root;
    private int aliases;
    private boolean stopped;

    private YamlTree(FileProblems problems) {
        this.problems = problems;
    }

    /** Returns the value of the document; empty, and reported, if the text is no YAML or goes beyond a limit. */
    static Optional<JsonNode> read(String text, FileProblems problems) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new FailsafeSchema())
                .setCodePointLimit(MAX_CHARS)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .build();
        YamlTree tree = new YamlTree(problems);
        try {
            Iterator<Event> events = new Parse(settings).parseString(text).iterator();
            while (events.hasNext() && tree.root == null && !tree.stopped) {
                tree.take(events.next());
            }
            return tree.stopped ? Optional.empty() : Optional.ofNullable(tree.root);
        } catch (MarkedYamlEngineException e) {
            problems.error("syntax", position(e.getProblemMark()), "not YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.error(
                    "syntax", Position.NOWHERE, "not YAML: a character that is not allowed, or too many of them");
        }
        return Optional.empty();
    }

    private static Position position(Optional<Mark> mark) {
        return mark.map(at -> new Position(at.getLine() + 1, at.getColumn() + 1))
                .orElse(Position.NOWHERE);
    }

    private void take(Event event) {
        Position at = position(event.getStartMark());
        switch (event.getEventId()) {
            case Scalar -> close((ScalarEvent) event, scalar((ScalarEvent) event, at));
            case Alias -> alias((AliasEvent) event, at);
            case SequenceStart, MappingStart -> {
                open.push(new Open((NodeEvent) event, at, event.getEventId() == Event.ID.MappingStart));
                if (open.size() > MAX_DEPTH) {
                    stop("too_deep", at, "nested deeper than " + MAX_DEPTH);
                }
            }
            case SequenceEnd, MappingEnd -> {
                Open ended = open.pop();
                close(ended.event, ended.value(problems));
            }
            default -> {
                // The begin and end of documents and of the whole, and comments.
            }
        }
    }

    private static JsonNode scalar(ScalarEvent event, Position at) {
        String text = event.getValue();
        boolean isNothing = text.isEmpty() || text.equals("~") || text.equals("null");
        return event.isPlain() && isNothing ? new JsonNode.Nothing(at) : new JsonNode.Text(at, text);
    }

    private void alias(AliasEvent event, Position at) {
        JsonNode value = anchors.get(event.getAlias().getValue());
        if (value == null) {
            stop(
                    "syntax",
                    at,
                    "no value before this has the anchor "
                            + FileProblems.quoted(event.getAlias().getValue()));
        } else if (++aliases > MAX_ALIASES) {
            stop("too_many_aliases", at, "more than " + MAX_ALIASES + " aliases");
        } else {
            put(value);
        }
    }

    private void stop(String code, Position at, String why) {
        problems.error(code, at, why);
        stopped = true;
    }

    /** A value is known under its anchor when it is whole, so no value can be part of itself. */
    private void close(NodeEvent event, JsonNode value) {
        event.getAnchor().ifPresent(anchor -> anchors.put(anchor.getValue(), value));
        put(value);
    }

    private void put(JsonNode value) {
        Open around = open.peek();
        if (around == null) {
            root = value;
        } else {
            around.values.add(value);
        }
    }

    /** A list or mapping that is being read; of a mapping names and values in turn. */
    private record Open(NodeEvent event, Position at, boolean isMapping, List<JsonNode> values) {

        Open(NodeEvent event, Position at, boolean isMapping) {
            this(event, at, isMapping, new ArrayList<>());
        }

        JsonNode value(FileProblems problems) {
            return isMapping ? mapping(problems) : new JsonNode.Items(at, List.copyOf(values));
        }

        private JsonNode mapping(FileProblems problems) {
            Map<String, JsonNode.Member> members = new LinkedHashMap<>();
            List<JsonNode> merged = new ArrayList<>();
            for (int i = 0; i + 1 < values.size(); i += 2) {
                JsonNode value = values.get(i + 1);
                if (!(values.get(i) instanceof JsonNode.Text name)) {
                    problems.error("syntax", values.get(i).at(), "expected a name with a value");
                } else if (name.value().equals(MERGE)) {
                    merged.add(value);
                } else if (members.putIfAbsent(name.value(), new JsonNode.Member(name.at(), name.value(), value))
                        != null) {
                    problems.error("key_twice", name.at(), FileProblems.quoted(name.value()) + " is there twice");
                }
            }
            merged.forEach(value -> merge(value, members));
            return new JsonNode.Members(at, List.copyOf(members.values()));
        }

        /** Adds the members of other mappings that are not there. */
        private static void merge(JsonNode value, Map<String, JsonNode.Member> members) {
            List<JsonNode> all = value instanceof JsonNode.Items items ? items.values() : List.of(value);
            for (JsonNode each : all) {
                if (each instanceof JsonNode.Members others) {
                    others.values().forEach(member -> members.putIfAbsent(member.name(), member));
                }
            }
        }
    }
}
