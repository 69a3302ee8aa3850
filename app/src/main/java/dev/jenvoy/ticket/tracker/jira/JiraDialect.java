package dev.jenvoy.ticket.tracker.jira;

import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.ticket.tracker.Quoted;
import dev.jenvoy.ticket.tracker.http.TrackerAnswer;
import dev.jenvoy.ticket.tracker.http.TrackerDialect;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How Jira takes credentials, and how it says that it did not: with an expired token, Cloud answers as to a stranger, for whom
 * a ticket does not exist; Data Center asks for a CAPTCHA after some failures, and every further try makes that worse.
 */
final class JiraDialect implements TrackerDialect {

    private final String authorization;
    private final Quoted quoted;

    private JiraDialect(String authorization, List<String> secrets) {
        this.authorization = authorization;
        this.quoted = new Quoted(secrets);
    }

    /** Signs with a user and a token, as Cloud wants it. */
    static JiraDialect basic(String user, String token) {
        String pair = Base64.getEncoder().encodeToString((user + ":" + token).getBytes(StandardCharsets.UTF_8));
        return new JiraDialect("Basic " + pair, List.of(pair, token, WebAddress.encode(token)));
    }

    /** Signs with a token alone, as Data Center wants it. */
    static JiraDialect bearer(String token) {
        return new JiraDialect("Bearer " + token, List.of(token, WebAddress.encode(token)));
    }

    @Override
    public HttpCall signed(HttpCall call) {
        return call.header("Authorization", authorization).header("Accept", "application/json");
    }

    @Override
    public Quoted quoted() {
        return quoted;
    }

    @Override
    public Optional<String> refusedCredentials(TrackerAnswer answer) {
        if (answer.header("X-Authentication-Denied-Reason")
                .toUpperCase(Locale.ROOT)
                .contains("CAPTCHA")) {
            return Optional.of("Jira wants a person to log in and solve a CAPTCHA first");
        }
        String reason = answer.header("X-Seraph-LoginReason").toUpperCase(Locale.ROOT);
        return reason.contains("AUTHENTICATED_FAILED") || reason.contains("AUTHENTICATION_DENIED")
                ? Optional.of("the credentials are refused: the token is wrong or has expired")
                : Optional.empty();
    }

    @Override
    public boolean limitsOnlyTicket(TrackerAnswer answer) {
        return answer.header("RateLimit-Reason").equalsIgnoreCase("jira-per-issue-on-write");
    }
}
