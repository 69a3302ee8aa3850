package dev.jenvoy.ticket.options;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.NamedEntries;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.ShownValues;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the section {@code tickets}, and reports every problem in it. The files that it names are read later. */
public final class TicketsOptionsReader {

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
        Map<String, TrackerOptions> trackers = in.take(
                "trackers",
                Map.of(),
                NamedEntries.of(
                        "an object with an entry for each tracker",
                        (name, entry, at) ->
                                new TrackerReader(name, secrets, folder, workers.isPresent()).read(entry, at)));
        in.finish();
        return Optional.of(new TicketsOptions(
                workers, stateFiles, trackers, SHOWN.of(members), KeyPlaces.of(place.key(), members)));
    }
}
