package dev.jenvoy.sender.trigger;

import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.RequestHead;
import dev.jenvoy.sender.request.ResponseStyle;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rejects triggers of branches that are not configured. */
final class UnknownTrigger implements Sender {

    @Override
    public String name() {
        return Trigger.NAME;
    }

    @Override
    public boolean matches(HeaderFields headers) {
        return true;
    }

    /** Allows every method: the answer is 404, not 405. */
    @Override
    public Set<String> methods() {
        return Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    }

    @Override
    public Admission admit(RequestHead head) {
        return new Admission.Refused(Check.TRIGGER
                .reject("there is no trigger for this repository and branch")
                .hint("TRIGGERS has no key for the path that was asked for"));
    }

    @Override
    public Optional<String> unverifiedId(HeaderFields headers) {
        return Optional.empty();
    }

    @Override
    public ResponseStyle envelope() {
        return ResponseStyle.TRIGGER;
    }

    @Override
    public List<String> storedHeaders() {
        return List.of();
    }
}
