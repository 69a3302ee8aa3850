package dev.jenvoy.chat.kind.irc;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The channels that we are in, and who else is: 200 channels and 20,000 people in all of them at most. Written by the reading thread, read by any. */
final class IrcRooms {

    /** So that no server fills the memory. */
    private static final int MAX_MEMBERS = 20_000;

    private static final int MAX_ROOMS = 200;
    private static final int MAX_NICK_CHARS = 100;

    private static final String STATUS_SIGNS = "~&@%+!";

    /** One channel that we are in. */
    private record Presence(Optional<Instant> since, Set<String> nicks) {}

    private final Map<String, Presence> rooms = new ConcurrentHashMap<>();

    boolean isIn(String id) {
        return rooms.containsKey(id);
    }

    boolean isPresent(String id, String nick) {
        Presence room = rooms.get(id);
        return room != null && room.nicks.contains(IrcChannel.fold(nick));
    }

    /** Returns when we joined by the server's clock, if it tells its time. */
    Optional<Instant> since(String id) {
        Presence room = rooms.get(id);
        return room == null ? Optional.empty() : room.since;
    }

    /** Follows who comes and goes. */
    void handle(IrcLine line, String ownNick) {
        String id = IrcChannel.fold(line.param(0));
        switch (line.command()) {
            case "JOIN" -> {
                if (isSame(line.nick(), ownNick) && (rooms.containsKey(id) || rooms.size() < MAX_ROOMS)) {
                    rooms.put(id, new Presence(time(line), ConcurrentHashMap.newKeySet()));
                } else {
                    add(id, line.nick());
                }
            }
            case "353" -> {
                for (String name : line.words()) {
                    add(IrcChannel.fold(line.param(2)), withoutSigns(name));
                }
            }
            case "PART" -> leave(id, line.nick(), ownNick);
            case "KICK" -> leave(id, line.param(1), ownNick);
            case "QUIT" -> rooms.values().forEach(room -> room.nicks.remove(IrcChannel.fold(line.nick())));
            case "NICK" -> rooms.values().forEach(room -> rename(room, line));
            default -> {}
        }
    }

    /** Returns the time of the line by the server's clock. */
    static Optional<Instant> time(IrcLine line) {
        try {
            return line.tag("time").map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static boolean isSame(String nick, String other) {
        return IrcChannel.fold(nick).equals(IrcChannel.fold(other));
    }

    private void add(String id, String nick) {
        Presence room = rooms.get(id);
        if (room != null && nick.length() <= MAX_NICK_CHARS && members() < MAX_MEMBERS) {
            room.nicks.add(IrcChannel.fold(nick));
        }
    }

    private int members() {
        return rooms.values().stream().mapToInt(room -> room.nicks.size()).sum();
    }

    private void leave(String id, String nick, String ownNick) {
        Presence room = rooms.get(id);
        if (isSame(nick, ownNick)) {
            rooms.remove(id);
        } else if (room != null) {
            room.nicks.remove(IrcChannel.fold(nick));
        }
    }

    private static void rename(Presence room, IrcLine line) {
        if (room.nicks.remove(IrcChannel.fold(line.nick())) && line.param(0).length() <= MAX_NICK_CHARS) {
            room.nicks.add(IrcChannel.fold(line.param(0)));
        }
    }

    private static String withoutSigns(String name) {
        int at = 0;
        while (at < name.length() && STATUS_SIGNS.indexOf(name.charAt(at)) >= 0) {
            at++;
        }
        return name.substring(at);
    }
}
