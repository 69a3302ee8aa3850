package dev.jenvoy.chat.kind.teams;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.UrlRooms;
import dev.jenvoy.chat.room.http.HttpConnection;
import dev.jenvoy.chat.room.http.HttpKeys;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.secret.SecretReader;
import java.time.Duration;
import java.util.Optional;

/** Microsoft Teams. A room is a workflow. */
public final class TeamsKind implements UrlRooms {

    static final String NAME = "teams";

    private final Renderer renderer = new TeamsCard();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String noAccounts() {
        return "Teams has no accounts: give the room \"kind\" and \"url\"";
    }

    @Override
    public Optional<Login> readRoom(ObjectReader in, SecretReader secrets) {
        return HttpKeys.url(in, secrets).map(TeamsWorkflow::new);
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
        return HttpConnection.to(workflow.url(), new TeamsWorkflow.Dialect(workflow, renderer), parts.clock());
    }
}
