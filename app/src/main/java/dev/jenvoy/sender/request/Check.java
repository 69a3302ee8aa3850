package dev.jenvoy.sender.request;

import java.time.Duration;

/**
 * Lists the checks that reject requests, each with its word for logs, metrics and lists, and with its HTTP status. A word is
 * a contract for programs. It may occur twice where a check has two statuses, or where git-triggler's protocol has its own.
 */
public enum Check {
    // The address, and what opens a sender.
    ADDRESS("address", 403),
    NO_ADDRESS_LIST("no-address-list", 503),
    NO_SECRET("no-secret", 403),
    NO_KEY("no-key", 503),
    ENDPOINT_SHUT("endpoint", 503),
    PROVIDER("provider", 400),
    TRIGGER("trigger", 404),

    // Proofs.
    SIGNATURE_HEADER("signature-header", 403),
    SIGNATURE("signature", 403),
    TOKEN("token", 403),
    TIMESTAMP("timestamp", 403),
    REPLAY("replay", 403),
    REPLAY_MEMORY("replay-memory", 503),
    TOPIC("topic", 403),
    CERTIFICATE("certificate", 403),
    NO_CERTIFICATE("certificate", 503),
    SUBSCRIPTION("subscription", 403),
    NOT_CONFIRMED("subscription", 503),

    // Proofs of triggers.
    TRIGGER_SIGNATURE_HEADER("signature-header", 400),
    TRIGGER_SIGNATURE("signature", 401),
    TRIGGER_TIMESTAMP("timestamp", 400),
    TRIGGER_REPLAY("replay", 401),
    HASHING("hashing", 503),

    // The request's head.
    METHOD("method", 405),
    CONTENT_TYPE("content-type", 415),
    EVENT("event", 400),
    DELIVERY("delivery", 400),
    HEADERS("headers", 400),

    // The body.
    MAX_PAYLOAD("max-payload", 413),
    FRAMING("framing", 413),
    REQUEST_TIMEOUT("request-timeout", 408),
    BODY("body", 400),
    ROOM("room", 503),
    SPOOL("spool", 503),
    FORM("form", 400),
    PAYLOAD("payload", 400),
    PAYLOAD_LIMITS("payload-limits", 413),
    FACTS("facts", 400),
    QUERY("query", 400),
    EXPRESSION("expression", 400),

    // The addresses of chat routes.
    ROUTE("route", 204),
    ROUTE_PING("ping", 204),
    ROUTE_CONTENT_TYPE("content-type", 400),
    ROUTE_PROOF("signature-header", 400),

    // Commands that chat services post.
    COMMAND("command", 400),
    COMMAND_PROOF("signature", 401),
    COMMAND_REPLAY("replay", 401),

    // The repository.
    REPOSITORY_HEADER("repository", 400),
    REPOSITORY("repository", 403);

    private final String word;
    private final int status;

    Check(String word, int status) {
        this.word = word;
        this.status = status;
    }

    /**
     * Rejects a request.
     *
     * @param error what was wrong and what was expected; goes to the sender, so holds no secret and no path
     */
    public Rejection reject(String error) {
        return new Rejection(status, word, error, null, null);
    }

    /** Rejects a request that may come again after this time. */
    public Rejection reject(String error, Duration retryAfter) {
        return new Rejection(status, word, error, retryAfter, null);
    }

    /** Returns whether this check made the rejection. */
    public boolean made(Rejection rejection) {
        return word.equals(rejection.check()) && status == rejection.status();
    }

    /**
     * Rejects the requests of a sender that nothing opens.
     *
     * @param hint what the operator may set; for the log and the list of rejected requests alone
     */
    public static Rejection notSetUp(String hint) {
        return NO_SECRET.reject("this sender is not set up here").hint(hint);
    }
}
