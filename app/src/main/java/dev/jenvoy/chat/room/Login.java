package dev.jenvoy.chat.room;

/**
 * What opens a service: the keys of an account, or of a room with an address of its own. A value: a connection is kept as
 * long as its login is equal to the configured one. Its {@code toString} shows no secret.
 */
public interface Login {

    /** Returns the {@link RoomKind#name} of its kind. */
    String kind();
}
