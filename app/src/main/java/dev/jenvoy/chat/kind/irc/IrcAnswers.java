package dev.jenvoy.chat.kind.irc;

import dev.jenvoy.chat.room.SendResult;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which lines of the server end a wait, and with what result. */
final class IrcAnswers {

    private IrcAnswers() {}

    /** The end of the list of names that follows a join, or why there is no join. */
    static Function<IrcLine, Optional<SendResult>> joined(IrcChannel channel, IrcRooms rooms) {
        return line -> {
            if (line.command().equals("366") && IrcChannel.fold(line.param(1)).equals(channel.id())) {
                return Optional.of(
                        rooms.isIn(channel.id())
                                ? new SendResult.Sent(Optional.empty(), "joined")
                                : new SendResult.Refused(true, "the server did not let us join"));
            }
            return isAbout(channel, line) ? IrcErrors.ofChannel(line) : Optional.empty();
        };
    }

    /**
     * The last echo of labelled lines, or the refusal of one.
     *
     * @param open the labels; those that came back are removed
     */
    static Function<IrcLine, Optional<SendResult>> echo(String command, Set<String> open, IrcBatches batches) {
        return line -> {
            Optional<String> label = batches.label(line).filter(open::contains);
            if (label.isEmpty()) {
                return Optional.empty();
            }
            if (line.command().equals(command)) {
                open.remove(label.get());
                return open.isEmpty()
                        ? Optional.of(new SendResult.Sent(line.tag("msgid"), "echoed"))
                        : Optional.empty();
            }
            if (line.command().equals("ACK")) {
                return Optional.of(new SendResult.Refused(false, "the server took a line and did not show it"));
            }
            return IrcErrors.ofChannel(line);
        };
    }

    /** The answer to the PING behind the last line, or the refusal of a line: the server works in order. */
    static Function<IrcLine, Optional<SendResult>> barrier(String token, String target) {
        IrcChannel channel = new IrcChannel(target, "");
        return line -> {
            if (line.command().equals("PONG") && line.text().equals(token)) {
                return Optional.of(new SendResult.Sent(Optional.empty(), "accepted"));
            }
            return isAbout(channel, line) || line.command().equals("417")
                    ? IrcErrors.ofChannel(line)
                    : Optional.empty();
        };
    }

    /** The services account of a nick: {@code 354 ME TOKEN NICK ACCOUNT}, 0 for no account; 315 ends the answer. */
    static Function<IrcLine, Optional<SendResult>> account(String nick, String token, SendResult unknown) {
        return line -> {
            if (line.command().equals("354")
                    && line.param(1).equals(token)
                    && IrcRooms.isSame(line.param(2), nick)
                    && !line.param(3).equals("0")) {
                return Optional.of(new SendResult.Sent(Optional.of(line.param(3)), "account"));
            }
            return line.command().equals("315") && IrcRooms.isSame(line.param(1), nick)
                    ? Optional.of(unknown)
                    : Optional.empty();
        };
    }

    private static boolean isAbout(IrcChannel channel, IrcLine line) {
        return line.command().equals("263")
                || line.params().stream()
                        .anyMatch(param -> IrcChannel.fold(param).equals(channel.id()));
    }
}
