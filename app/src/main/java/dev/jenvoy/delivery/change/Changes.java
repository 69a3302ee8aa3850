package dev.jenvoy.delivery.change;

import java.util.List;
import java.util.Set;

/**
 * What a payload says of the changes that it reports.
 *
 * @param paths the paths that the commits add, change or remove, each once
 * @param allPaths whether {@code paths} has all of them: the payload has every commit of the push, and the files of each
 * @param authors the authors of the commits, each with the names by which the payload knows him
 * @param allAuthors whether {@code authors} has all of them
 * @param labels the labels of the issue or pull request
 */
public record Changes(
        List<String> paths, boolean allPaths, List<Set<String>> authors, boolean allAuthors, List<String> labels) {

    /** Says nothing. */
    public static final Changes UNKNOWN = new Changes(List.of(), false, List.of(), false, List.of());

    public Changes {
        paths = List.copyOf(paths);
        authors = List.copyOf(authors);
        labels = List.copyOf(labels);
    }
}
