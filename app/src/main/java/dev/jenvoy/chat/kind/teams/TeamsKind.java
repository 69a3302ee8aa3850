package dev.jenvoy.chat.kind.teams;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.http.HttpConnection;
import dev.jenvoy.chat.room.http.HttpKeys;
import dev.jenvoy.chat.room.http.Said;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.secret.SecretReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Microsoft Teams. A room is a workflow. */
public final class TeamsKind implements RoomKind {

    static final String NAME = "teams";

    private static final String NO_ACCOUNTS = "Teams has no accounts: give the room \"kind\" and \"url\"";

    private final Renderer renderer = new TeamsCard();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Login> readLogin(ObjectReader in, SecretReader secrets) {
        in.error("kind", NO_ACCOUNTS);
        return Optional.empty();
    }

    @Override
    public Optional<Login> readRoom(ObjectReader in, SecretReader secrets) {
        return HttpKeys.url(in, secrets).map(TeamsWorkflow::new);
    }

    @Override
    public Optional<String> addressFlaw(String address) {
        return Optional.of(NO_ACCOUNTS);
    }

    @Override
    public Renderer renderer() {
        return renderer;
    }

    /** Teams throttles more than four requests a second. */
    @Override
    public Duration pace() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Connection connect(Login login, ConnectionParts parts) {
        TeamsWorkflow workflow = (TeamsWorkflow) login;
        Said said = Said.without(workflow.url(), List.of());
        return new HttpConnection(new TeamsWorkflow.Dialect(workflow, renderer), said, parts.clock());
    }
}
