package dev.jenvoy.chat.options;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The section {@code chat} of the configuration.
 *
 * @param accounts the accounts by name
 * @param rooms the rooms by name
 * @param routes the fixed routes
 * @param defaults the event words of a route that names no events
 * @param templates the folder of the templates; empty for the built-in sentences
 * @param maxAge older messages are given up
 * @param onDoubt whether a message that may have reached its room is sent again, where the service cannot say
 * @param publicDoors whether {@code /repohook} and {@code /travis} are open
 * @param dashboardUrl the address of the dashboard for links in messages, without a slash at its end
 * @param slowHook how long a hook runs before {@code hook.slow} happens
 * @param shown the section as it may be shown, without secrets
 */
public record ChatOptions(
        Map<String, AccountOptions> accounts,
        Map<String, RoomOptions> rooms,
        List<FixedRoute> routes,
        List<String> defaults,
        Optional<Path> templates,
        Duration maxAge,
        OnDoubt onDoubt,
        boolean publicDoors,
        Optional<String> dashboardUrl,
        Duration slowHook,
        Map<String, Object> shown) {

    /** What is in force when the configuration has lost the section: no room, so that what waits vanishes. */
    public static final ChatOptions NONE = new ChatOptions(
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            Duration.ofHours(1),
            OnDoubt.AGAIN,
            false,
            Optional.empty(),
            Duration.ofMinutes(10),
            Map.of());

    /** Says what happens to a message that may have reached its room. */
    public enum OnDoubt {
        /** It is sent again: it may be said twice, never lost. */
        AGAIN,
        /** It is given up: it may be lost, never said twice. */
        DROP
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "ChatOptions" + shown;
    }
}
