package dev.jenvoy.ticket.options;

import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.JsonText;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.option.json.ProblemCollector;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.permission.StrictModes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a section {@code tickets} from JSON, as the configuration is read. */
public record ReadTickets(Optional<TicketsOptions> options, List<Problem> problems) {

    /** Reads files as a server does. */
    public static final FileReader FILES = new FileReader(StrictModes.of(Map.of()));

    /** Reads the section of a configuration file in this folder. */
    public static ReadTickets of(Path folder, Map<String, String> environment, String json) {
        ProblemCollector report = new ProblemCollector();
        JsonNode node = JsonText.read(StandardCharsets.UTF_8.encode(json), report)
                .orElseThrow(() -> new IllegalArgumentException("not JSON: " + json));
        Optional<TicketsOptions> options = new TicketsOptionsReader(
                        new SecretReader(folder, environment, FILES), folder)
                .read(node, new KeyContext("tickets", report));
        return new ReadTickets(options, report.problems());
    }

    /** Returns the options of a section without a problem. */
    public static TicketsOptions sound(Path folder, String json) {
        ReadTickets read = of(folder, Map.of(), json);
        if (!read.problems.isEmpty()) {
            throw new AssertionError(read.problems.toString());
        }
        return read.options.orElseThrow();
    }

    /** Returns the key and the message of each problem. */
    public List<String> told() {
        return problems.stream()
                .map(problem -> problem.key() + ": " + problem.message())
                .toList();
    }
}
