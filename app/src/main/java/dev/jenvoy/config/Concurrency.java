package dev.jenvoy.config;

/** {@code concurrency} of a hook: which of its runs may overlap. */
public enum Concurrency {
    /** For the same owner, repository and ref: in the order of acceptance, never two at once. The default. */
    ORDERED,
    /** Never twice at once, whatever the repository. */
    EXCLUSIVE,
    /** As ordered, but of those waiting only the newest runs. */
    LATEST,
    /** No order, no limit. */
    PARALLEL
}
