package dev.jenvoy.ticket.tracker.redmine;

import dev.jenvoy.http.HttpCall;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.ticket.tracker.Quoted;
import dev.jenvoy.ticket.tracker.http.TrackerAccount;
import dev.jenvoy.ticket.tracker.http.TrackerAnswer;
import dev.jenvoy.ticket.tracker.http.TrackerDialect;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** How Redmine takes credentials: the key of an account, or its name and password. It limits no rate. */
final class RedmineDialect implements TrackerDialect {

    private final String header;
    private final String value;
    private final Quoted quoted;

    RedmineDialect(TrackerAccount account) {
        String token = account.token();
        if (account.user().isPresent()) {
            String pair = Base64.getEncoder()
                    .encodeToString((account.user().get() + ":" + token).getBytes(StandardCharsets.UTF_8));
            this.header = "Authorization";
            this.value = "Basic " + pair;
            this.quoted = new Quoted(List.of(pair, token, WebAddress.encode(token)));
        } else {
            this.header = "X-Redmine-API-Key";
            this.value = token;
            this.quoted = new Quoted(List.of(token, WebAddress.encode(token)));
        }
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
