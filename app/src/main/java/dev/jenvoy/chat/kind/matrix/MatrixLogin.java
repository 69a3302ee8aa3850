package dev.jenvoy.chat.kind.matrix;

import dev.jenvoy.chat.room.Login;
import dev.jenvoy.http.WebAddress;
import dev.jenvoy.option.secret.Secrets;
import java.util.Optional;

/**
 * A user of a homeserver.
 *
 * @param token the user's access token, or the token of an application service
 * @param user as which user the application service speaks; empty for a user's own token
 */
record MatrixLogin(WebAddress homeserver, Secrets token, Optional<String> user) implements Login {

    @Override
    public String kind() {
        return MatrixKind.NAME;
    }
}
