package dev.jenvoy.source;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whoever triggers what nobody has configured. */
final class UnknownTrigger implements Source {

    @Override
    public String name() {
        return Trigger.NAME;
    }

    @Override
    public boolean recognises(Headers headers) {
        return true;
    }

    /** Where there is nothing, no method is the wrong one. */
    @Override
    public Set<String> methods() {
        return Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    }

    @Override
    public Admission admit(Head head) {
        return new Admission.Refused(Refusal.of(404, "trigger", "there is no trigger for this repository and branch")
                .hint("TRIGGERS has no key for the path that was asked for"));
    }

    @Override
    public Optional<String> claimedId(Headers headers) {
        return Optional.empty();
    }

    @Override
    public Envelope envelope() {
        return Envelope.TRIGGER;
    }

    @Override
    public List<String> telling() {
        return List.of();
    }
}
