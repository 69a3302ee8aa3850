package dev.jenvoy.contract.senders;

import dev.jenvoy.contract.kit.HookRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Kit for Gitea, Forgejo or Gogs with the content type <em>form</em>: the JSON is signed, and then put into the form.
 */
record GiteaFormKit(GiteaKit json) implements SenderKit {

    GiteaFormKit(String prefix) {
        this(new GiteaKit(prefix));
    }

    @Override
    public String source() {
        return json.source();
    }

    @Override
    public HookRequest request(String secret, String id, byte[] body, Instant at) {
        return json.request(secret, id, body, at).asForm();
    }

    @Override
    public List<String> proofs() {
        return json.proofs();
    }

    @Override
    public Optional<String> idField() {
        return json.idField();
    }

    @Override
    public Optional<String> eventField() {
        return json.eventField();
    }

    @Override
    public boolean mayLeaveEventEmpty() {
        return json.mayLeaveEventEmpty();
    }

    @Override
    public String event() {
        return json.event();
    }

    @Override
    public String push(Push push) {
        return json.push(push);
    }

    @Override
    public Optional<String> deletion(Push push) {
        return json.deletion(push);
    }
}
