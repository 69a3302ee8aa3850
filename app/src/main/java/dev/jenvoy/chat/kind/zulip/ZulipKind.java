package dev.jenvoy.chat.kind.zulip;

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
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Zulip. A room is a channel, or a topic of a channel. */
public final class ZulipKind implements RoomKind {

    static final String NAME = "zulip";

    private static final Pattern ADDRESS = Pattern.compile("\\S(?:[^\\p{Cntrl}]{0,200}\\S)?");
    private static final int MAX_CODE_POINTS = 10_000;

    private final Renderer renderer =
            new MarkupRenderer(new ZulipMarkup(), Renderer.Layout.RICH, MAX_CODE_POINTS, MarkupRenderer::codePoints);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Login> readLogin(ObjectReader in, SecretReader secrets) {
        Optional<WebAddress> url = HttpKeys.url(in, secrets);
        Optional<String> user = in.require("user", ValueReaders.TEXT);
        Optional<Secrets> token = HttpKeys.token(in, secrets);
        return url.isPresent() && user.isPresent() && token.isPresent()
                ? Optional.of(new ZulipBot(url.get(), user.get(), token.get()))
                : Optional.empty();
    }

    @Override
    public Optional<Login> readRoom(ObjectReader in, SecretReader secrets) {
        in.error("kind", "a Zulip room belongs to an account: give it \"account\" and \"address\"");
        return Optional.empty();
    }

    @Override
    public Optional<String> addressFlaw(String address) {
        return ADDRESS.matcher(address).matches()
                ? Optional.empty()
                : Optional.of("expected a channel, such as general, or a topic of it, such as general > builds");
    }

    @Override
    public Renderer renderer() {
        return renderer;
    }

    /** A user may send 200 messages a minute. */
    @Override
    public Duration pace() {
        return Duration.ofMillis(300);
    }

    @Override
    public Connection connect(Login login, ConnectionParts parts) {
        ZulipBot bot = (ZulipBot) login;
        return new HttpConnection(
                new ZulipBot.Dialect(bot, renderer),
                Said.ofLogin(bot.user(), bot.token().texts()),
                parts.clock());
    }
}
