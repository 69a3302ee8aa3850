package dev.jenvoy.chat.door;

import dev.jenvoy.chat.room.CommandReceiver;
import dev.jenvoy.chat.room.PostedCommands;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.request.HeaderFields;
import dev.jenvoy.sender.request.RequestHead;
import dev.jenvoy.sender.request.ResponseStyle;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Judges the slash commands of one account. */
record CommandSender(
        String account, PostedCommands commands, CommandReceiver receiver, ReplayGuard replayGuard, InstantSource clock)
        implements Sender {

    @Override
    public String name() {
        return "chat";
    }

    @Override
    public boolean matches(HeaderFields headers) {
        return true;
    }

    @Override
    public Admission admit(RequestHead head) {
        return new Admission.Admitted(new CommandVerifier(this, head.headers()));
    }

    @Override
    public Optional<String> unverifiedId(HeaderFields headers) {
        return Optional.empty();
    }

    @Override
    public ResponseStyle envelope() {
        return ResponseStyle.COMMANDS;
    }

    @Override
    public List<String> storedHeaders() {
        return List.of();
    }
}
