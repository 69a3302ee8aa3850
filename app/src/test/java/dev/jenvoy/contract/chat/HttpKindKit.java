package dev.jenvoy.contract.chat;

import dev.jenvoy.chat.kind.discord.DiscordKind;
import dev.jenvoy.chat.kind.googlechat.GoogleChatKind;
import dev.jenvoy.chat.kind.matrix.MatrixKind;
import dev.jenvoy.chat.kind.mattermost.MattermostKind;
import dev.jenvoy.chat.kind.rocketchat.RocketChatKind;
import dev.jenvoy.chat.kind.slack.SlackKind;
import dev.jenvoy.chat.kind.teams.TeamsKind;
import dev.jenvoy.chat.kind.telegram.TelegramKind;
import dev.jenvoy.chat.kind.webhook.WebhookKind;
import dev.jenvoy.chat.kind.zulip.ZulipKind;
import dev.jenvoy.chat.room.RoomKind;
import dev.jenvoy.contract.chat.standin.ChatStandIn;
import dev.jenvoy.contract.chat.standin.DiscordStandIn;
import dev.jenvoy.contract.chat.standin.GoogleChatStandIn;
import dev.jenvoy.contract.chat.standin.MatrixStandIn;
import dev.jenvoy.contract.chat.standin.MattermostStandIn;
import dev.jenvoy.contract.chat.standin.RocketChatStandIn;
import dev.jenvoy.contract.chat.standin.SlackStandIn;
import dev.jenvoy.contract.chat.standin.TelegramStandIn;
import dev.jenvoy.contract.chat.standin.WebhookStandIn;
import dev.jenvoy.contract.chat.standin.WorkflowStandIn;
import dev.jenvoy.contract.chat.standin.ZulipStandIn;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One way to use one kind, with its stand-in.
 *
 * @param config the JSON of the room, or of the account if there is an address
 * @param address the room's address in an account, or nothing
 * @param texts returns what arrived
 * @param secrets what must never be shown
 */
record HttpKindKit(
        String name,
        RoomKind kind,
        ChatStandIn service,
        String config,
        String address,
        Supplier<List<String>> texts,
        List<String> secrets)
        implements AutoCloseable {

    /** Starts a stand-in and says how it is used. */
    record Way(String name, Supplier<HttpKindKit> start) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Way> all() {
        return Stream.of(
                new Way("slack webhook", HttpKindKit::slackHook),
                new Way("slack bot", HttpKindKit::slackBot),
                new Way("mattermost webhook", HttpKindKit::mattermostHook),
                new Way("mattermost bot", HttpKindKit::mattermostBot),
                new Way("discord", HttpKindKit::discord),
                new Way("teams", HttpKindKit::teams),
                new Way("matrix", HttpKindKit::matrix),
                new Way("telegram", HttpKindKit::telegram),
                new Way("zulip", HttpKindKit::zulip),
                new Way("google chat", HttpKindKit::googleChat),
                new Way("rocket chat", HttpKindKit::rocketChat),
                new Way("webhook", HttpKindKit::webhook));
    }

    ChatLogin login() {
        return address.isEmpty() ? ChatLogin.room(kind, config) : ChatLogin.account(kind, config);
    }

    @Override
    public void close() {
        service.close();
    }

    static HttpKindKit slackHook() {
        SlackStandIn service = new SlackStandIn();
        return hook(
                new SlackKind(),
                service,
                service.hook(),
                list(service::messages, SlackStandIn.Message::text),
                "XyZ1234567890abcdefghijk");
    }

    static HttpKindKit slackBot() {
        SlackStandIn service = new SlackStandIn();
        return new HttpKindKit(
                "slack bot",
                new SlackKind(),
                service,
                "{\"api\":\"" + service.api() + "\",\"token\":\"" + SlackStandIn.TOKEN + "\"}",
                SlackStandIn.CHANNEL,
                list(service::messages, SlackStandIn.Message::text),
                List.of(SlackStandIn.TOKEN));
    }

    static HttpKindKit mattermostHook() {
        MattermostStandIn service = new MattermostStandIn();
        return hook(
                new MattermostKind(),
                service,
                service.hook(),
                list(service::posts, MattermostStandIn.Post::text),
                "hookid1234567890abcdefghij");
    }

    static HttpKindKit mattermostBot() {
        MattermostStandIn service = new MattermostStandIn();
        return new HttpKindKit(
                "mattermost bot",
                new MattermostKind(),
                service,
                "{\"url\":\"" + service.address() + "\",\"token\":\"" + MattermostStandIn.TOKEN + "\"}",
                MattermostStandIn.CHANNEL,
                list(service::posts, MattermostStandIn.Post::text),
                List.of(MattermostStandIn.TOKEN));
    }

    static HttpKindKit discord() {
        DiscordStandIn service = new DiscordStandIn();
        return hook(
                new DiscordKind(),
                service,
                service.hook(),
                list(service::messages, DiscordStandIn.Message::text),
                "aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789");
    }

    static HttpKindKit teams() {
        WorkflowStandIn service = new WorkflowStandIn();
        return hook(
                new TeamsKind(),
                service,
                service.hook(),
                list(service::cards, Object::toString),
                "SIGabcdefghijklmnopqrstuvwxyz");
    }

    static HttpKindKit matrix() {
        MatrixStandIn service = new MatrixStandIn();
        return new HttpKindKit(
                "matrix",
                new MatrixKind(),
                service,
                "{\"homeserver\":\"" + service.address() + "\",\"token\":\"" + MatrixStandIn.TOKEN + "\"}",
                MatrixStandIn.ROOM,
                list(() -> service.written(MatrixStandIn.ROOM), event -> event.text("formatted_body")),
                List.of(MatrixStandIn.TOKEN));
    }

    static HttpKindKit telegram() {
        TelegramStandIn service = new TelegramStandIn();
        return new HttpKindKit(
                "telegram",
                new TelegramKind(),
                service,
                "{\"api\":\"" + service.address() + "\",\"token\":\"" + TelegramStandIn.TOKEN + "\"}",
                TelegramStandIn.CHAT,
                list(service::messages, TelegramStandIn.Message::text),
                List.of(TelegramStandIn.TOKEN));
    }

    static HttpKindKit zulip() {
        ZulipStandIn service = new ZulipStandIn();
        return new HttpKindKit(
                "zulip",
                new ZulipKind(),
                service,
                "{\"url\":\"" + service.address() + "\",\"user\":\"" + ZulipStandIn.USER + "\",\"token\":\""
                        + ZulipStandIn.TOKEN + "\"}",
                ZulipStandIn.CHANNEL,
                list(service::messages, ZulipStandIn.Message::text),
                List.of(ZulipStandIn.TOKEN));
    }

    static HttpKindKit googleChat() {
        GoogleChatStandIn service = new GoogleChatStandIn();
        return hook(
                new GoogleChatKind(),
                service,
                service.hook(),
                list(service::messages, GoogleChatStandIn.Message::text),
                "TOKENabcdefghijkl");
    }

    static HttpKindKit rocketChat() {
        RocketChatStandIn service = new RocketChatStandIn();
        return hook(
                new RocketChatKind(),
                service,
                service.hook(),
                list(service::messages, text -> text),
                "TOKENabcdefghijklmnopqrstuvwxyz");
    }

    static HttpKindKit webhook() {
        WebhookStandIn service = new WebhookStandIn();
        return new HttpKindKit(
                "webhook",
                new WebhookKind(),
                service,
                "{\"url\":\"" + service.hook() + "\",\"secret\":\"" + WebhookStandIn.SECRET + "\"}",
                "",
                list(service::messages, message -> message.get("markdown").getAsString()),
                List.of(WebhookStandIn.SECRET, "path-that-is-secret"));
    }

    private static HttpKindKit hook(
            RoomKind kind, ChatStandIn service, String url, Supplier<List<String>> texts, String secret) {
        return new HttpKindKit(kind.name(), kind, service, "{\"url\":\"" + url + "\"}", "", texts, List.of(secret));
    }

    private static <T> Supplier<List<String>> list(Supplier<List<T>> all, Function<T, String> text) {
        return () -> all.get().stream().map(text).toList();
    }
}
