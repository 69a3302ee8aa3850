package dev.jenvoy.chat.kind.irc;

import dev.jenvoy.chat.room.SendResult;
import dev.jenvoy.chat.room.http.Said;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers which channels kicked us: for a while they get no message, and after three times they are refused. Thread-safe. */
final class IrcKicks {

    private static final int MAX_KICKS = 3;
    /** So that no server fills the memory. */
    private static final int MAX_CHANNELS = 200;

    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private record Kicks(int count, long atNanos, String said) {}

    private final Map<String, Kicks> kicks = new ConcurrentHashMap<>();
    private final Duration rejoin;

    /** Makes one for which a channel may be joined again after this time. */
    IrcKicks(Duration rejoin) {
        this.rejoin = rejoin;
    }

    /**
     * Returns whether a line says that we are no longer in a channel. We leave no channel by ourselves: the server makes us part when
     * the channel is renamed, or when an operator wants it.
     */
    static boolean isKick(IrcLine line, String ownNick) {
        return (line.command().equals("KICK") && IrcRooms.isSame(line.param(1), ownNick))
                || (line.command().equals("PART") && IrcRooms.isSame(line.nick(), ownNick));
    }

    /**
     * Counts a kick, and returns it in words.
     *
     * @param words makes what the server said fit to be shown
     */
    String add(String channelId, IrcLine line, Said words) {
        String channel = IrcErrors.harmless(line.param(0));
        String said = words.line((line.command().equals("PART")
                        ? "made to leave " + channel
                        : "kicked from " + channel + " by " + IrcErrors.harmless(line.nick()))
                + ": " + IrcErrors.harmless(line.text()));
        long now = System.nanoTime();
        if (kicks.size() >= MAX_CHANNELS) {
            kicks.clear();
        }
        kicks.merge(
                channelId,
                new Kicks(1, now, said),
                (before, one) ->
                        now - before.atNanos > FORGOTTEN.toNanos() ? one : new Kicks(before.count + 1, now, said));
        return said;
    }

    /** Returns whether the channel must not be joined now. */
    boolean isUnwanted(String channelId) {
        Kicks last = kicks.get(channelId);
        return last != null && (last.count >= MAX_KICKS || System.nanoTime() - last.atNanos < rejoin.toNanos());
    }

    /** Returns why the channel gets no message now. After three times it is refused once, and then tried again. */
    Optional<SendResult> refusal(String channelId) {
        Kicks last = kicks.get(channelId);
        if (last == null || !isUnwanted(channelId)) {
            return Optional.empty();
        }
        if (last.count >= MAX_KICKS) {
            kicks.remove(channelId);
            return Optional.of(new SendResult.Refused(true, last.said + " (three times)"));
        }
        return Optional.of(new SendResult.Unreachable(last.said));
    }
}
