package dev.jenvoy.option;

/** Decides what of a live key's new value takes effect while the server runs. */
@FunctionalInterface
public interface UpdateRule<T> {
    /** Returns the value that takes effect, and reports what does not. */
    T update(T old, T wanted, UpdateReport report);
}
