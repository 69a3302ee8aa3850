package dev.jenvoy.storage.engine;

import dev.jenvoy.store.Store;

/**
 * A store of a test.
 *
 * @param end closes it with what belongs to it
 */
public record OpenStore(Store store, Runnable end) implements AutoCloseable {

    @Override
    public void close() {
        end.run();
    }
}
