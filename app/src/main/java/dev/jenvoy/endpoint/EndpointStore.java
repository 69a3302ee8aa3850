package dev.jenvoy.endpoint;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Keeps the registered endpoints. Every method blocks. */
public interface EndpointStore {

    /** Reads all endpoints. Leaves out what is not a valid endpoint, and calls {@code damaged} for each. */
    Map<Endpoint.Id, StoredSecret> all(Runnable damaged) throws IOException;

    /**
     * Stores an endpoint. It is safe on disk when this returns.
     *
     * @return why nothing was changed; empty when the endpoint is stored
     */
    Optional<String> put(StoredSecret secret);

    /** Removes an endpoint, with the same guarantees. */
    Optional<String> remove(Endpoint.Id id);
}
