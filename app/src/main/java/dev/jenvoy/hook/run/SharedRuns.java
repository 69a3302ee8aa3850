package dev.jenvoy.hook.run;

import java.util.Optional;

/** What a server that shares its journal with others adds to the runs of hooks. Thread-safe. */
public interface SharedRuns {

    /** Of a server that shares nothing: it adds nothing. */
    SharedRuns ALONE = new SharedRuns() {
        @Override
        public Optional<Integer> server() {
            return Optional.empty();
        }

        @Override
        public void begins(String token) {}

        @Override
        public void ended(String token) {}
    };

    /** Returns this server's number among them; empty if it shares nothing. */
    Optional<Integer> server();

    /** A run is about to begin. Called before its process is spawned, so that it ends with this server. */
    void begins(String token);

    /** A run has ended. */
    void ended(String token);
}
