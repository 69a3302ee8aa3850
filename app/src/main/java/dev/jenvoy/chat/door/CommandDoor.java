package dev.jenvoy.chat.door;

import dev.jenvoy.chat.room.CommandReceiver;
import dev.jenvoy.chat.room.PostedCommands;
import dev.jenvoy.sender.ReplayGuard;
import dev.jenvoy.sender.Sender;
import dev.jenvoy.sender.SenderRoute;
import dev.jenvoy.sender.request.HeaderFields;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/** Serves {@code /chat/ACCOUNT}, where services post slash commands. An account without a secret for commands has no address. */
public final class CommandDoor implements SenderRoute {

    private static final String PREFIX = "/chat/";

    private final Function<String, Optional<PostedCommands>> commands;
    private final Function<String, CommandReceiver> receivers;
    private final ReplayGuard replayGuard;
    private final InstantSource clock;

    /**
     * @param commands gives what reads the commands of an account; empty if there is no such account, or it has no secret
     * @param receivers gives who takes the commands of an account
     * @param replayGuard remembers used proofs
     */
    public CommandDoor(
            Function<String, Optional<PostedCommands>> commands,
            Function<String, CommandReceiver> receivers,
            ReplayGuard replayGuard,
            InstantSource clock) {
        this.commands = commands;
        this.receivers = receivers;
        this.replayGuard = replayGuard;
        this.clock = clock;
    }

    @Override
    public Optional<Sender> at(String path, HeaderFields headers) {
        int query = path.indexOf('?');
        String address = query < 0 ? path : path.substring(0, query);
        if (!address.startsWith(PREFIX)) {
            return Optional.empty();
        }
        String account = address.substring(PREFIX.length());
        return commands.apply(account)
                .map(reader -> new CommandSender(account, reader, receivers.apply(account), replayGuard, clock));
    }
}
