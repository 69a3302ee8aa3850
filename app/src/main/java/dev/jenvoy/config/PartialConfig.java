package dev.jenvoy.config;

import dev.jenvoy.option.json.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a configuration says in spite of its errors, for a program that needs a few of its values only. A value that
 * cannot be read is its default here, so ask {@link #errorAt} before you rely on one. A server needs all of them: it
 * takes a {@link LoadResult}.
 *
 * @param config the values that can be read, and the defaults of the others
 * @param problems everything that is wrong with the file and the values in it, in the file's order; how values fit
 *     together is not checked
 */
public record PartialConfig(Config config, List<Problem> problems) {

    /** Copies the problems. */
    public PartialConfig {
        problems = List.copyOf(problems);
    }

    /** The error that keeps the whole file from being read: it is not there, or it is not JSON. */
    public Optional<Problem> unreadable() {
        return errors(String::isEmpty);
    }

    /**
     * The first error that keeps the value of a key, or a part of it, from being read.
     *
     * @param key as a path, like {@code admin_token} or {@code senders.gitea}
     */
    public Optional<Problem> errorAt(String key) {
        return errors(
                bad -> bad.isEmpty() || bad.equals(key) || bad.startsWith(key + ".") || bad.startsWith(key + "["));
    }

    private Optional<Problem> errors(Predicate<String> concerns) {
        return problems.stream()
                .filter(Problem::isError)
                .filter(problem -> concerns.test(problem.key()))
                .findFirst();
    }
}
