package dev.jenvoy.endpoint;

import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.RequestHead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An endpoint that cannot verify deliveries. Rejects all of them. */
final class ShutSource implements Sender {

    private static final Duration RETRY = Duration.ofMinutes(5);

    private final String provider;
    private final String reason;

    /** @param reason for the operator only */
    ShutSource(String provider, String reason) {
        this.provider = provider;
        this.reason = reason;
    }

    @Override
    public String name() {
        return provider;
    }

    @Override
    public boolean matches(HeaderFields headers) {
        return true;
    }

    @Override
    public Admission admit(RequestHead head) {
        return new Admission.Refused(Check.ENDPOINT_SHUT
                .reject("this endpoint cannot check deliveries now", RETRY)
                .hint(reason));
    }

    @Override
    public Optional<String> unverifiedId(HeaderFields headers) {
        return Optional.empty();
    }

    @Override
    public List<String> storedHeaders() {
        return List.of();
    }
}
