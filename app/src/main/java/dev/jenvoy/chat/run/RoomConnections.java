package dev.jenvoy.chat.run;

import dev.jenvoy.chat.options.AccountOptions;
import dev.jenvoy.chat.options.ChatOptions;
import dev.jenvoy.chat.options.RoomOptions;
import dev.jenvoy.chat.room.CommandReceiver;
import dev.jenvoy.chat.room.Connection;
import dev.jenvoy.chat.room.ConnectionParts;
import dev.jenvoy.chat.room.Login;
import dev.jenvoy.chat.room.RoomKind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The connections of the rooms: one for each account, and one for each room with a login of its own. A connection lives as
 * long as the configuration has its login unchanged. Safe for use by several threads.
 */
final class RoomConnections implements AutoCloseable {

    private final Map<String, RoomKind> kinds;
    private final InstantSource clock;
    private final ScheduledExecutorService timer;
    private final Function<String, CommandReceiver> receivers;
    private final Map<String, Open> open = new HashMap<>();
    private @Nullable ChatOptions seen;
    private boolean closed;

    /** A connection and the login that it was made with. */
    private record Open(Login login, Connection connection) {}

    /** @param receivers gives the receiver of commands for the name of an account */
    RoomConnections(
            Map<String, RoomKind> kinds,
            InstantSource clock,
            ScheduledExecutorService timer,
            Function<String, CommandReceiver> receivers) {
        this.kinds = kinds;
        this.clock = clock;
        this.timer = timer;
        this.receivers = receivers;
    }

    RoomKind kind(RoomOptions room) {
        return Objects.requireNonNull(kinds.get(room.kind()));
    }

    /** Returns the connection of a room. Does not block. */
    synchronized Connection of(RoomOptions room) {
        return connect(room.connection(), room.account().orElse(room.name()), room.login());
    }

    private Connection connect(String key, String name, Login login) {
        @Nullable Open known = open.get(key);
        if (known != null && known.login().equals(login)) {
            return known.connection();
        }
        if (known != null) {
            later(known.connection());
        }
        if (closed) {
            throw new IllegalStateException("the connections are closed");
        }
        Connection connection =
                Objects.requireNonNull(kinds.get(login.kind())).connect(login, new ConnectionParts(name, clock, timer));
        open.put(key, new Open(login, connection));
        return connection;
    }

    /**
     * Follows a change of the configuration: ends the connections whose login has gone, and listens for commands where an
     * account has admins. Does not block.
     */
    synchronized void follow(ChatOptions options) {
        if (closed || options.equals(seen)) {
            return;
        }
        seen = options;
        Map<String, Login> wanted = new HashMap<>();
        options.accounts().values().forEach(account -> wanted.put(account.connection(), account.login()));
        options.rooms().values().stream()
                .filter(room -> room.account().isEmpty())
                .forEach(room -> wanted.put(room.connection(), room.login()));
        for (Map.Entry<String, Open> entry : List.copyOf(open.entrySet())) {
            if (!entry.getValue().login().equals(wanted.get(entry.getKey()))) {
                open.remove(entry.getKey());
                later(entry.getValue().connection());
            }
        }
        for (AccountOptions account : options.accounts().values()) {
            if (!account.admins().isEmpty()) {
                List<String> addresses = options.rooms().values().stream()
                        .filter(room -> room.account().equals(Optional.of(account.name())))
                        .map(RoomOptions::address)
                        .toList();
                connect(account.connection(), account.name(), account.login())
                        .listen(addresses, receivers.apply(account.name()));
            }
        }
    }

    /** Ends all connections; they are made again when they are needed. Does not block. */
    synchronized void rest() {
        seen = null;
        open.values().forEach(one -> later(one.connection()));
        open.clear();
    }

    /** Returns why an account or a room of its own is not connected; empty while all is well or nothing was tried. */
    synchronized Optional<String> trouble(RoomOptions room) {
        @Nullable Open known = open.get(room.connection());
        return known == null ? Optional.empty() : known.connection().trouble();
    }

    private static void later(Connection connection) {
        Thread closing = new Thread(connection::close, "chat-close");
        closing.setDaemon(true);
        closing.start();
    }

    @Override
    public void close() {
        List<Open> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(open.values());
            open.clear();
        }
        all.forEach(one -> one.connection().close());
    }
}
