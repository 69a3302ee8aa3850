package dev.jenvoy.chat.room;

import java.util.Optional;

/** An account whose service posts commands to Jenvoy over HTTP. */
public interface CommandLogin extends Login {

    /** Returns what reads such commands; empty if the account has no secret for it. */
    Optional<PostedCommands> commands();
}
