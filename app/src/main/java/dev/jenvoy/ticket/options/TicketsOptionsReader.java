package dev.jenvoy.ticket.options;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.ShownValues;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the section {@code tickets}, and reports every problem in it. The files that it names are read later. */
public final class TicketsOptionsReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final String NAME_WORDS = "up to 64 letters, digits and ._-, a letter or digit first";
    private static final String STATE_FILES = "statemachines";
    private static final ShownValues SHOWN = new ShownValues(Set.of("token"));

    private final SecretReader secrets;
    private final Path folder;

    /** @param folder the folder of the configuration file */
    public TicketsOptionsReader(SecretReader secrets, Path folder) {
        this.secrets = secrets;
        this.folder = folder;
    }

    /** Reads the section; empty, and reported, if it is not an object. */
    public Optional<TicketsOptions> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: trackers, and where their state files are");
        }
        ObjectReader in = new ObjectReader(place.key(), members.values(), place.report());
        Optional<Path> workers = in.take("workers_file", ValueReaders.path(folder));
        Path beside = workers.map(Path::getParent).orElse(folder);
        Path stateFiles = in.take("statemachines_path", beside.resolve(STATE_FILES), ValueReaders.path(folder));
        Map<String, TrackerOptions> trackers =
                in.take("trackers", Map.of(), (entry, at) -> trackers(entry, at, workers.isPresent()));
        in.finish();
        return Optional.of(new TicketsOptions(workers, stateFiles, trackers, SHOWN.of(members)));
    }

    private Optional<Map<String, TrackerOptions>> trackers(JsonNode node, KeyContext place, boolean hasWorkers) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object with an entry for each tracker");
        }
        Map<String, TrackerOptions> all = new LinkedHashMap<>();
        for (JsonNode.Member member : members.values()) {
            KeyContext at = new KeyContext(ObjectReader.join(place.key(), member.name()), place.report());
            if (!NAME.matcher(member.name()).matches()) {
                place.report().error(at.key(), member.nameAt(), "not a name: expected " + NAME_WORDS);
            } else {
                new TrackerReader(member.name(), secrets, folder, hasWorkers)
                        .read(member.value(), at)
                        .ifPresent(tracker -> all.put(member.name(), tracker));
            }
        }
        return Optional.of(all);
    }
}
