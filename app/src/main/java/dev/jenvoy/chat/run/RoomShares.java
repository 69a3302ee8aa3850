package dev.jenvoy.chat.run;

import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.options.RoomOptions;
import dev.jenvoy.delivery.ActionKind.Share;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The part of the workers that the messages of one account may use: half of them. An account that cannot be reached is tried
 * by one message at a time, and all such accounts together by half of the workers, so that other rooms find one.
 */
public final class RoomShares {

    private static final String UNREACHABLE = "services that cannot be reached";

    private RoomShares() {}

    /**
     * Returns the shares of an action of chat. The list is empty if its room is gone.
     *
     * @param action the name of the action
     * @param workers how many workers chat has
     * @param unreachable whether the last attempt to reach the service of a room failed
     */
    public static List<Share> of(ChatOptions options, String action, int workers, Predicate<RoomOptions> unreachable) {
        String name = action.endsWith(HappeningAction.SUFFIX) ? HappeningAction.room(action) : action;
        @Nullable RoomOptions room = options.rooms().get(name);
        if (room == null) {
            return List.of();
        }
        int half = Math.max(1, workers / 2);
        return unreachable.test(room)
                ? List.of(new Share(room.connection(), 1), new Share(UNREACHABLE, half))
                : List.of(new Share(room.connection(), half));
    }
}
