package dev.jenvoy.storage.engine;

/** Where a store is, to be opened again and again. */
public interface StorePlace {

    OpenStore open() throws Exception;
}
