package dev.jenvoy.endpoint;

import dev.jenvoy.source.Envelope;
import dev.jenvoy.source.Head;
import dev.jenvoy.source.Headers;
import dev.jenvoy.source.Refusal;
import dev.jenvoy.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The sender of one endpoint: the provider's own checks with the endpoint's secrets, and nothing that is another
 * provider's or another repository's.
 */
final class EndpointSource implements Source {

    private final Source sender;
    private final Endpoint endpoint;
    private final boolean namesRepositories;

    EndpointSource(Source sender, Endpoint endpoint, boolean namesRepositories) {
        this.sender = sender;
        this.endpoint = endpoint;
        this.namesRepositories = namesRepositories;
    }

    @Override
    public String name() {
        return sender.name();
    }

    @Override
    public boolean recognises(Headers headers) {
        return sender.recognises(headers);
    }

    @Override
    public Set<String> methods() {
        return sender.methods();
    }

    @Override
    public Admission admit(Head head) {
        Admission admission = sender.admit(head);
        if (!(admission instanceof Admission.Admitted admitted)) {
            return admission;
        }
        // Only now: without this sender's proof nobody learns more than that it is wrong.
        if (!sender.recognises(head.headers())) {
            return new Admission.Refused(Refusal.badRequest(
                    "provider", "expected a delivery of " + endpoint.provider() + ", whose endpoint this is"));
        }
        return new Admission.Admitted(new EndpointReception(admitted.reception(), endpoint, namesRepositories));
    }

    @Override
    public Optional<String> claimedId(Headers headers) {
        return sender.claimedId(headers);
    }

    @Override
    public boolean resends() {
        return sender.resends();
    }

    @Override
    public Envelope envelope() {
        return sender.envelope();
    }

    @Override
    public List<String> telling() {
        return sender.telling();
    }
}
