package dev.jenvoy.ticket.tracker.redmine;

import dev.jenvoy.http.HttpCall;
import dev.jenvoy.ticket.tracker.Quoted;
import dev.jenvoy.ticket.tracker.http.TrackerAccount;
import dev.jenvoy.ticket.tracker.http.TrackerAnswer;
import dev.jenvoy.ticket.tracker.http.TrackerDialect;
import java.util.Optional;

/** How Redmine takes credentials: the key of an account, or its name and password. It limits no rate. */
final class RedmineDialect implements TrackerDialect {

    private final String header;
    private final String value;
    private final Quoted quoted;

    RedmineDialect(TrackerAccount account) {
        this.header = account.user().isPresent() ? "Authorization" : "X-Redmine-API-Key";
        this.value = account.basic().orElse(account.token());
        this.quoted = new Quoted(account.secrets());
    }

    @Override
    public HttpCall signed(HttpCall call) {
        return call.header(header, value).header("Accept", "application/json");
    }

    @Override
    public Quoted quoted() {
        return quoted;
    }

    @Override
    public Optional<String> refusedCredentials(TrackerAnswer answer) {
        return Optional.empty();
    }

    @Override
    public boolean limitsOnlyTicket(TrackerAnswer answer) {
        return false;
    }
}
