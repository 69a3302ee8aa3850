package dev.jenvoy.forge.service;

/** A pull or merge request. */
public record PullPlace(Repo repo, long number) {

    public PullPlace {
        if (number < 1) {
            throw new IllegalArgumentException("not the number of a pull request");
        }
    }
}
