package dev.jenvoy.rejection;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in one sentence what an operator can do about rejected requests, by the check that rejected them. */
public final class RejectionAdvice {

    private static final String COMPARE_SECRETS =
            "Compare the secret at the sender with the one in config.json; neither may have a space or a newline at its"
                    + " end. A proxy that rewrites bodies breaks the signature too.";
    private static final String ENTER_SECRET =
            "The sender signs nothing: enter the secret from config.json there, in the settings of the webhook.";
    private static final String CLOCKS =
            "Set the clocks of both machines, for example with NTP, and send it again soon" + " after it was signed.";
    private static final String SENT_TWICE =
            "The same signed request came before. A repetition by a proxy is harmless; a stranger's is an attack.";
    private static final String BROKEN_REQUEST =
            "The request is not a delivery of this sender, or something on the way changed it: check the address in the"
                    + " webhook and the proxy.";
    private static final String MAKE_ROOM = "Free some space on the disk of data_path; nothing else is needed.";
    private static final String LOAD = "More arrives than the server can hold at the moment. If it lasts, look for"
            + " clients that send slowly or very much, and limit them at the proxy.";

    private static final Map<String, String> BY_CHECK = Map.ofEntries(
            Map.entry(
                    "address",
                    "The client's address is not allowed. Behind a proxy, set trusted_proxies; for a sender of your own,"
                            + " set allowed_ips."),
            Map.entry(
                    "no-address-list",
                    "The server has not reached GitHub's list of addresses yet. Allow the connection to api.github.com,"
                            + " or set github_ips_only to false with a strong secret. Behind a proxy, set"
                            + " trusted_proxies."),
            Map.entry("no-secret", "Nothing opens this sender here: give it a secret in config.json."),
            Map.entry(
                    "no-key",
                    "The server could not fetch the sender's public key yet: allow the connection, and send it again."),
            Map.entry(
                    "endpoint", "The endpoint cannot be opened: check says what is wrong with its secret or its key."),
            Map.entry("provider", "The path names a provider that does not exist: check the address in the webhook."),
            Map.entry("trigger", "No trigger has this name: check the address that is called, and TRIGGERS."),
            Map.entry("signature-header", ENTER_SECRET),
            Map.entry("signature", COMPARE_SECRETS),
            Map.entry("token", "Compare the token at the sender with the one in config.json."),
            Map.entry("timestamp", CLOCKS),
            Map.entry("replay", SENT_TWICE),
            Map.entry("replay-memory", "The server cannot remember more used proofs now: " + MAKE_ROOM),
            Map.entry("topic", "The message is of another topic than the one that is configured: compare both."),
            Map.entry(
                    "certificate",
                    "The certificate that signed it cannot be used: is it fetched from where it should be?"),
            Map.entry(
                    "subscription",
                    "The topic asks to be confirmed: allow the connection to the sender, and try again."),
            Map.entry("hashing", LOAD),
            Map.entry(
                    "method",
                    "Deliveries use POST. A redirect from http: to https: makes a GET of it: use the https: address in"
                            + " the webhook."),
            Map.entry("content-type", "Choose application/json as the content type of the webhook."),
            Map.entry("event", BROKEN_REQUEST),
            Map.entry("delivery", BROKEN_REQUEST),
            Map.entry("headers", BROKEN_REQUEST),
            Map.entry("max-payload", "The payload is larger than max_payload allows: raise it, or send fewer events."),
            Map.entry("framing", BROKEN_REQUEST),
            Map.entry(
                    "request-timeout",
                    "The request did not arrive completely within request_timeout: check the network and the proxy."),
            Map.entry("body", "The connection broke in the middle of a request: check the network and the proxy."),
            Map.entry("room", LOAD),
            Map.entry("spool", MAKE_ROOM),
            Map.entry("form", BROKEN_REQUEST),
            Map.entry("payload", BROKEN_REQUEST),
            Map.entry(
                    "payload-limits",
                    "The payload has more levels or more values than any real one: look at who sends it."),
            Map.entry("facts", BROKEN_REQUEST),
            Map.entry("query", "The query of the address cannot be read: check the address in the webhook."),
            Map.entry(
                    "expression",
                    "An expression of the endpoint could not be decided for this request: try it with send --endpoint."),
            Map.entry("route", "No route to a chat room wants it: add one, or remove the webhook."),
            Map.entry("ping", "A ping of the sender. It shows that the address is right; nothing is to be done."),
            Map.entry("command", "It is no command that a chat service sends: check the address that is called."),
            Map.entry(
                    "repository", "The endpoint is for another repository: use its address in that repository alone."),
            Map.entry(
                    "conflict",
                    "Different deliveries came with the same id. Real senders do not do this; a test script may."),
            Map.entry("hooks-folder", "hooks_path is missing or cannot be read: create or mount it."),
            Map.entry(
                    "backlog",
                    "More deliveries wait than max_backlog allows: raise max_concurrent, or find a hook that hangs."),
            Map.entry("journal", MAKE_ROOM),
            Map.entry("stopping", "The server was restarting: have it sent again, or use Redeliver at the sender."));

    private static final Map<Integer, String> BY_STATUS = Map.of(
            400, BROKEN_REQUEST,
            401, COMPARE_SECRETS,
            403, "The request proves nothing that is accepted here: compare the secrets and the address.",
            404, "Use the address of the setup page in the webhook.",
            413, "The request is too large.",
            503, "The server could not accept it at that moment: have it sent again.");

    private RejectionAdvice() {}

    /**
     * Returns what helps.
     *
     * @param check the word of the check; words that are unknown are advised by the status
     * @param reason what was wrong
     */
    public static String of(int status, String check, String reason) {
        if (check.equals("signature") && reason.contains("missing")) {
            return ENTER_SECRET;
        }
        @Nullable String known = BY_CHECK.get(check);
        return known != null ? known : BY_STATUS.getOrDefault(status, BROKEN_REQUEST);
    }

    /** Returns whether there is a sentence for this check, not only for its status. */
    static boolean knows(String check) {
        return BY_CHECK.containsKey(check);
    }
}
