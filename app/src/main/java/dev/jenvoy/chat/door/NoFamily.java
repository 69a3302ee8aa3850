package dev.jenvoy.chat.door;

import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.request.Check;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.RequestHead;
import dev.jenvoy.sender.request.ResponseStyle;
import java.util.List;
import java.util.Optional;

/** Rejects a request whose headers name no family of senders, or two. */
record NoFamily(String name) implements Sender {

    @Override
    public boolean matches(HeaderFields headers) {
        return true;
    }

    @Override
    public Admission admit(RequestHead head) {
        return new Admission.Refused(Check.EVENT.reject(
                "expected the event header of one sender, such as X-GitHub-Event or X-Gitlab-Event"));
    }

    @Override
    public Optional<String> unverifiedId(HeaderFields headers) {
        return Optional.empty();
    }

    @Override
    public ResponseStyle envelope() {
        return ResponseStyle.ROUTES;
    }

    @Override
    public List<String> storedHeaders() {
        return List.of();
    }
}
