package dev.jenvoy.chat.room;

import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.secret.SecretReader;
import java.util.Optional;

/** A kind whose rooms have an address of their own. It has no accounts. */
public interface UrlRooms extends RoomKind {

    /** Returns the error for an account of this kind. It says which keys a room has instead. */
    String noAccounts();

    @Override
    default Optional<Login> readLogin(ObjectReader in, SecretReader secrets) {
        in.error("kind", noAccounts());
        return Optional.empty();
    }

    @Override
    default Optional<String> addressFlaw(String address) {
        return Optional.of(noAccounts());
    }
}
