package dev.jenvoy.chat.kind.mattermost;

import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.chat.room.http.HttpConnection;
import dev.jenvoy.chat.room.http.HttpKeys;
import dev.jenvoy.chat.room.http.Said;
import dev.jenvoy.chat.text.MarkupRenderer;
import dev.jenvoy.chat.text.Renderer;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Mattermost. A room is an incoming webhook, or a channel that a bot is in. */
public final class MattermostKind implements RoomKind {

    static final String NAME = "mattermost";

    private static final Pattern CHANNEL = Pattern.compile("[a-z0-9]{26}");

    /** The server splits a longer text of a webhook, and refuses one of a bot. */
    private static final int MAX_CODE_POINTS = 16_383;

    private final Renderer renderer = new MarkupRenderer(
            new MattermostMarkup(), Renderer.Layout.RICH, MAX_CODE_POINTS, MarkupRenderer::codePoints);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Login> readLogin(ObjectReader in, SecretReader secrets) {
        Optional<WebAddress> url = HttpKeys.url(in, secrets);
        Optional<Secrets> token = HttpKeys.token(in, secrets);
        Secrets commands = in.take("command_token", Secrets.none(), HttpKeys.secrets(secrets));
        return url.isPresent() && token.isPresent()
                ? Optional.of(new MattermostBot(url.get(), token.get(), commands))
                : Optional.empty();
    }

    @Override
    public Optional<Login> readRoom(ObjectReader in, SecretReader secrets) {
        return HttpKeys.url(in, secrets).map(MattermostHook::new);
    }

    @Override
    public Optional<String> addressFlaw(String address) {
        return CHANNEL.matcher(address).matches()
                ? Optional.empty()
                : Optional.of("expected the id of a channel: 26 letters and digits");
    }

    @Override
    public Renderer renderer() {
        return renderer;
    }

    @Override
    public Duration pace() {
        return Duration.ofMillis(100);
    }

    @Override
    public boolean keepsKeys(Login login) {
        return login instanceof MattermostBot;
    }

    @Override
    public Connection connect(Login login, ConnectionParts parts) {
        if (login instanceof MattermostHook hook) {
            return HttpConnection.to(hook.url(), new MattermostHook.Dialect(hook, renderer), parts.clock());
        }
        MattermostBot bot = (MattermostBot) login;
        List<String> tokens = new ArrayList<>(bot.token().texts());
        tokens.addAll(bot.commandTokens().texts());
        return new MattermostConnection(new MattermostBot.Dialect(bot, renderer), new Said(tokens), parts.clock());
    }
}
