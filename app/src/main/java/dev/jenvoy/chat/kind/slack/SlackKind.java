package dev.jenvoy.chat.kind.slack;

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
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Slack. A room is an incoming webhook, or a channel that a bot is in. */
public final class SlackKind implements RoomKind {

    static final String NAME = "slack";

    private static final WebAddress API = new WebAddress(URI.create("https://slack.com/api"));
    private static final Pattern CHANNEL = Pattern.compile("[CGD][A-Z0-9]{2,30}");

    /** Slack asks for at most this much in one text; it cuts only at 40,000. */
    private static final int MAX_CHARS = 4_000;

    private final Renderer renderer =
            new MarkupRenderer(new SlackMarkup(), Renderer.Layout.RICH, MAX_CHARS, String::length);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Login> readLogin(ObjectReader in, SecretReader secrets) {
        Optional<WebAddress> api = HttpKeys.take(in, "api", API, HttpKeys.address(secrets));
        Secrets signing = in.take("signing_secret", Secrets.none(), HttpKeys.secret(secrets));
        Optional<Secrets> token = HttpKeys.token(in, secrets);
        return api.isPresent() && token.isPresent()
                ? Optional.of(new SlackBot(api.get(), token.get(), signing))
                : Optional.empty();
    }

    @Override
    public Optional<Login> readRoom(ObjectReader in, SecretReader secrets) {
        return HttpKeys.url(in, secrets).map(SlackHook::new);
    }

    @Override
    public Optional<String> addressFlaw(String address) {
        return CHANNEL.matcher(address).matches()
                ? Optional.empty()
                : Optional.of("expected the id of a channel, such as C0123456789");
    }

    @Override
    public Renderer renderer() {
        return renderer;
    }

    /** One message a second is what Slack allows for each channel. */
    @Override
    public Duration pace() {
        return Duration.ofSeconds(1);
    }

    /** A bot's message has a key. That Slack drops a second one is likely, but not documented. */
    @Override
    public boolean keepsKeys(Login login) {
        return login instanceof SlackBot;
    }

    @Override
    public Connection connect(Login login, ConnectionParts parts) {
        if (login instanceof SlackHook hook) {
            return HttpConnection.to(hook.url(), new SlackHook.Dialect(hook, renderer), parts.clock());
        }
        SlackBot bot = (SlackBot) login;
        List<String> tokens = new ArrayList<>(bot.token().texts());
        tokens.addAll(bot.signing().texts());
        return new HttpConnection(new SlackBot.Dialect(bot, renderer), new Said(tokens), parts.clock());
    }
}
