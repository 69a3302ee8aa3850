package dev.jenvoy.chat.room;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** Reads the commands that a service posts to Jenvoy, and checks that the service sent them. A pure function. Thread-safe. */
@FunctionalInterface
public interface PostedCommands {

    /**
     * Reads one request.
     *
     * @param account the name of the account in the configuration
     */
    Reading read(String account, Request request, Instant now);

    /**
     * A request as it came.
     *
     * @param headers returns the only value of a header, without case; empty if it is missing or there twice
     * @param body the raw body
     */
    @SuppressWarnings("ArrayRecordComponent") // Read once, and never compared.
    record Request(Function<String, Optional<String>> headers, byte[] body) {
        /** Returns the value of a header; empty if it is missing. */
        public String header(String name) {
            return headers.apply(name).orElse("");
        }
    }

    /** What such a request is. */
    sealed interface Reading {}

    /**
     * The service did not prove that it sent this. The answer is 401 without a reason.
     *
     * @param why the reason, for the log
     */
    record Unproven(String why) implements Reading {}

    /** The service sent it, but it is no command: the answer is 400. */
    record Malformed(String why) implements Reading {}

    /** The service asks something of its own. */
    record Answered(String json) implements Reading {}

    /**
     * A command.
     *
     * @param command to be carried out if the person may command
     * @param answer turns the reply into the JSON that the service shows to that person alone
     * @param proof what must not be accepted twice, the same however the request spells it; empty if the service signs
     *     nothing
     * @param proofEnds when the proof is too old anyway
     */
    record Command(
            IncomingCommand command, Function<CommandReply, String> answer, Optional<String> proof, Instant proofEnds)
            implements Reading {}
}
