package dev.jenvoy.ticket.tracker.jira;

import dev.jenvoy.http.HttpCall;
import dev.jenvoy.ticket.tracker.Quoted;
import dev.jenvoy.ticket.tracker.http.TrackerAccount;
import dev.jenvoy.ticket.tracker.http.TrackerAnswer;
import dev.jenvoy.ticket.tracker.http.TrackerDialect;
import java.util.Locale;
import java.util.Optional;

/**
 * How Jira takes credentials, and how it says that it refuses them. With an expired token, Cloud answers as if no one were
 * logged in: it says that the ticket does not exist. Data Center requires a CAPTCHA after several failed logins, and every
 * further attempt makes that worse.
 */
final class JiraDialect implements TrackerDialect {

    private final String authorization;
    private final Quoted quoted;

    /** @param account with a user, as Cloud wants it, or without one, as Data Center wants it */
    JiraDialect(TrackerAccount account) {
        this.authorization = account.basic().orElseGet(() -> "Bearer " + account.token());
        this.quoted = new Quoted(account.secrets());
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
