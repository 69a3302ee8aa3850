package dev.jenvoy.endpoint;

import dev.jenvoy.source.Head;
import dev.jenvoy.source.Headers;
import dev.jenvoy.source.Refusal;
import dev.jenvoy.source.Source;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An endpoint that cannot judge anything: it turns everything away. */
final class ShutSource implements Source {

    private static final Duration RETRY = Duration.ofMinutes(5);

    private final String provider;
    private final String reason;

    /** @param reason for the operator alone */
    ShutSource(String provider, String reason) {
        this.provider = provider;
        this.reason = reason;
    }

    @Override
    public String name() {
        return provider;
    }

    @Override
    public boolean recognises(Headers headers) {
        return true;
    }

    @Override
    public Admission admit(Head head) {
        return new Admission.Refused(Refusal.unavailable("endpoint", "this endpoint cannot check deliveries now", RETRY)
                .hint(reason));
    }

    @Override
    public Optional<String> claimedId(Headers headers) {
        return Optional.empty();
    }

    @Override
    public List<String> telling() {
        return List.of();
    }
}
