package dev.jenvoy.chat.kind.matrix;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.http.HttpKeys;
import dev.jenvoy.chat.text.Html;
import dev.jenvoy.chat.text.MarkupRenderer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Matrix. A room is a room that the account's user is in or is invited to. */
public final class MatrixKind implements RoomKind {

    static final String NAME = "matrix";

    private static final Pattern ADDRESS = Pattern.compile("![!-~]{1,254}|#[^\\s:]{1,200}:[!-~]{1,100}");
    private static final Pattern USER = Pattern.compile("@[!-~]{1,200}:[!-~]{1,100}");

    /** An event has at most 65,536 bytes, and the text is in it twice, with and without markup. */
    private static final int MAX_BYTES = 28_000;

    private final Renderer renderer =
            new MarkupRenderer(new Html(), Renderer.Layout.RICH, MAX_BYTES, MarkupRenderer::utf8Bytes);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Login> readLogin(ObjectReader in, SecretReader secrets) {
        Optional<WebAddress> homeserver = in.require("homeserver", HttpKeys.address(secrets));
        Optional<Secrets> token = HttpKeys.token(in, secrets);
        Optional<String> user =
                in.take("user", ValueReaders.text(USER, "the id of a user, such as @jenvoy:example.org"));
        return homeserver.isPresent() && token.isPresent()
                ? Optional.of(new MatrixLogin(homeserver.get(), token.get(), user))
                : Optional.empty();
    }

    @Override
    public Optional<Login> readRoom(ObjectReader in, SecretReader secrets) {
        in.error("kind", "a Matrix room belongs to an account: give it \"account\" and \"address\"");
        return Optional.empty();
    }

    @Override
    public Optional<String> addressFlaw(String address) {
        return ADDRESS.matcher(address).matches()
                ? Optional.empty()
                : Optional.of("expected a room's id or alias, such as !abc:example.org or #dev:example.org");
    }

    @Override
    public Optional<String> adminFlaw(String admin) {
        return USER.matcher(admin).matches()
                ? Optional.empty()
                : Optional.of("expected the id of a person, such as \"@alice:example.org\"");
    }

    @Override
    public Optional<String> commandsFlaw(Login login) {
        return Optional.empty();
    }

    @Override
    public Renderer renderer() {
        return renderer;
    }

    @Override
    public Duration pace() {
        return Duration.ofMillis(200);
    }

    @Override
    public boolean keepsKeys(Login login) {
        return true;
    }

    @Override
    public Connection connect(Login login, ConnectionParts parts) {
        return new MatrixConnection(new MatrixApi((MatrixLogin) login, renderer), parts);
    }
}
