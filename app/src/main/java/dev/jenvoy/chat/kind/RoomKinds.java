package dev.jenvoy.chat.kind;

import dev.jenvoy.chat.kind.discord.DiscordKind;
import dev.jenvoy.chat.kind.googlechat.GoogleChatKind;
import dev.jenvoy.chat.kind.irc.IrcKind;
import dev.jenvoy.chat.kind.mail.MailKind;
import dev.jenvoy.chat.kind.matrix.MatrixKind;
import dev.jenvoy.chat.kind.mattermost.MattermostKind;
import dev.jenvoy.chat.kind.rocketchat.RocketChatKind;
import dev.jenvoy.chat.kind.slack.SlackKind;
import dev.jenvoy.chat.kind.teams.TeamsKind;
import dev.jenvoy.chat.kind.telegram.TelegramKind;
import dev.jenvoy.chat.kind.webhook.WebhookKind;
import dev.jenvoy.chat.kind.xmpp.XmppKind;
import dev.jenvoy.chat.kind.zulip.ZulipKind;
import dev.jenvoy.chat.room.RoomKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All kinds of chat services, by name. Made only when chat is configured. A kind connects to nothing by itself. */
public final class RoomKinds {

    private final Map<String, RoomKind> kinds = new LinkedHashMap<>();

    /** Makes the kinds that come with Jenvoy. */
    public RoomKinds() {
        this(List.of(
                new MatrixKind(),
                new XmppKind(),
                new IrcKind(),
                new SlackKind(),
                new MattermostKind(),
                new DiscordKind(),
                new TeamsKind(),
                new TelegramKind(),
                new ZulipKind(),
                new GoogleChatKind(),
                new RocketChatKind(),
                new MailKind(),
                new WebhookKind()));
    }

    /** Lists other kinds. */
    public RoomKinds(List<RoomKind> all) {
        all.forEach(kind -> kinds.put(kind.name(), kind));
    }

    /** Returns the kind of this name, if there is one. */
    public Optional<RoomKind> find(String name) {
        return Optional.ofNullable(kinds.get(name));
    }

    /** Returns all kinds by their names, in their order. */
    public Map<String, RoomKind> byName() {
        return Collections.unmodifiableMap(kinds);
    }

    /** Returns the names of all kinds, for messages. */
    public List<String> names() {
        return List.copyOf(kinds.keySet());
    }
}
