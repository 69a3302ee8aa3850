package dev.jenvoy.cli.chat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.cli.base.JsonView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a file holds of one set of routes. RepoHook and TravisHook keep {@code default_events} and {@code repositories}; an
 * export has that twice.
 *
 * @param travis whether the routes are for builds of Travis CI
 * @param defaults the default events
 */
record ImportedState(boolean travis, List<String> defaults, List<Repository> repositories) {

    private static final String SET = "(set)";
    private static final Set<String> TRAVIS_EVENTS =
            Set.of("pending", "passed", "fixed", "broken", "failed", "still_failing", "errored", "canceled");

    /**
     * A repository.
     *
     * @param family the family of its token
     * @param token its token; {@code null} if the file does not have it
     * @param hidesToken whether the file says that there is a token, and does not have it
     */
    record Repository(String name, String family, @Nullable String token, boolean hidesToken, List<Target> targets) {

        /** Hides the token. */
        @Override
        public String toString() {
            return "Repository[" + name + "]";
        }
    }

    /** A room and the events that are said in it. */
    record Target(String room, List<String> events) {}

    /**
     * Returns what the file holds.
     *
     * @param family the family of the tokens; {@code null} for the one that the events belong to
     */
    static List<ImportedState> of(JsonObject file, @Nullable String family) {
        if (file.has("repohook") || file.has("travis")) {
            return List.of(
                    read(JsonView.object(file, "repohook"), false, family),
                    read(JsonView.object(file, "travis"), true, family));
        }
        List<String> events = Stream.concat(
                        JsonView.texts(file, "default_events").stream(),
                        JsonView.object(file, "repositories").entrySet().stream()
                                .flatMap(entry -> targets(entry.getValue()).stream())
                                .flatMap(target -> target.events().stream()))
                .toList();
        boolean travis = events.stream().anyMatch(TRAVIS_EVENTS::contains);
        return List.of(read(file, travis, family));
    }

    private static ImportedState read(JsonObject state, boolean travis, @Nullable String family) {
        List<Repository> repositories = new ArrayList<>();
        for (Map.Entry<String, JsonElement> entry :
                JsonView.object(state, "repositories").entrySet()) {
            JsonObject repository = entry.getValue() instanceof JsonObject object ? object : new JsonObject();
            List<Target> targets = targets(repository);
            String token = JsonView.text(repository, "token");
            boolean hidden = token.equals(SET);
            repositories.add(new Repository(
                    entry.getKey(),
                    travis ? "travis" : family == null ? familyOf(repository, targets) : family,
                    token.isEmpty() || hidden ? null : token,
                    hidden,
                    targets));
        }
        return new ImportedState(travis, JsonView.texts(state, "default_events"), repositories);
    }

    private static List<Target> targets(JsonElement repository) {
        if (!(repository instanceof JsonObject object)) {
            return List.of();
        }
        JsonObject routes = JsonView.object(object, "routes");
        return routes.keySet().stream()
                .map(room -> new Target(room, JsonView.texts(JsonView.object(routes, room), "events")))
                .toList();
    }

    /** GitLab's events end in {@code _hook}. A repository that takes events of several senders is most likely GitHub's. */
    private static String familyOf(JsonObject repository, List<Target> targets) {
        List<String> known = JsonView.texts(repository, "families");
        if (!known.isEmpty()) {
            return known.get(0);
        }
        List<String> events =
                targets.stream().flatMap(target -> target.events().stream()).toList();
        boolean gitlab = !events.isEmpty() && events.stream().allMatch(event -> event.endsWith("_hook"));
        return gitlab ? "gitlab" : "github";
    }
}
