package dev.jenvoy.endpoint;

import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.RequestHead;
import dev.jenvoy.sender.request.ResponseStyle;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The sender of one endpoint: the provider's own checks with the endpoint's secrets. Rejects deliveries of other
 * providers and of other repositories.
 */
final class EndpointSource implements Sender {

    private final Sender sender;
    private final Endpoint endpoint;
    private final boolean namesRepositories;

    EndpointSource(Sender sender, Endpoint endpoint, boolean namesRepositories) {
        this.sender = sender;
        this.endpoint = endpoint;
        this.namesRepositories = namesRepositories;
    }

    @Override
    public String name() {
        return sender.name();
    }

    @Override
    public boolean matches(HeaderFields headers) {
        return sender.matches(headers);
    }

    @Override
    public Set<String> methods() {
        return sender.methods();
    }

    @Override
    public Admission admit(RequestHead head) {
        Admission admission = sender.admit(head);
        if (!(admission instanceof Admission.Admitted admitted)) {
            return admission;
        }
        // Checks this last: a client without a valid proof learns only that the proof is wrong.
        if (!sender.matches(head.headers())) {
            return new Admission.Refused(Check.PROVIDER.reject(
                    "expected a delivery of " + endpoint.provider() + ", because this endpoint belongs to it"));
        }
        return new Admission.Admitted(new EndpointReception(admitted.reception(), endpoint, namesRepositories));
    }

    @Override
    public Optional<String> unverifiedId(HeaderFields headers) {
        return sender.unverifiedId(headers);
    }

    @Override
    public boolean retriesAutomatically() {
        return sender.retriesAutomatically();
    }

    @Override
    public ResponseStyle envelope() {
        return sender.envelope();
    }

    @Override
    public List<String> storedHeaders() {
        return sender.storedHeaders();
    }
}
