package dev.jenvoy.app.keep;

import dev.jenvoy.chat.route.sql.SqlChatStore;
import dev.jenvoy.endpoint.sql.SqlEndpointStore;
import dev.jenvoy.seal.SealedSecret;
import dev.jenvoy.seal.SecretBox;
import dev.jenvoy.store.Store;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The key with which the servers of a database are to open the secrets of endpoints and the tokens of chat.
 *
 * @param hex its 64 hex digits; empty if it is not there, or not known
 * @param fault why it is not there; empty if it is there, or not known
 */
public record ServersKey(Optional<String> hex, Optional<String> fault) {

    /** Of servers whose configuration is not at hand. */
    public static final ServersKey UNKNOWN = new ServersKey(Optional.empty(), Optional.empty());

    /** A key that is there. */
    public static ServersKey of(String hex) {
        return new ServersKey(Optional.of(hex), Optional.empty());
    }

    /** A key that is not there. */
    public static ServersKey missing(String words) {
        return new ServersKey(Optional.empty(), Optional.of(words));
    }

    /**
     * What a journal keeps under a key.
     *
     * @param all how many secrets
     * @param shut how many of them this key does not open; 0 if it is not known
     */
    record Secrets(int all, int shut) {}

    /**
     * Tries it on the secrets of a journal. Blocks.
     *
     * @throws DataArchive.Failure when there are secrets and it does not open any of them: it is another key
     */
    Secrets tryOn(Store store) throws IOException, DataArchive.Failure {
        List<SealedSecret> kept = new ArrayList<>(
                new SqlEndpointStore(store).all(ServersKey::passOver).values());
        kept.addAll(new SqlChatStore(store).tokens());
        if (kept.isEmpty()) {
            return new Secrets(0, 0);
        }
        if (fault.isPresent()) {
            throw refused(fault.get(), "the journal has " + kept.size());
        }
        if (hex.isEmpty()) {
            return new Secrets(kept.size(), 0);
        }
        SecretBox box = new SecretBox(HexFormat.of().parseHex(hex.get()), new SecureRandom());
        int shut = (int) kept.stream().filter(secret -> !secret.isOpenedBy(box)).count();
        if (shut == kept.size()) {
            throw refused("endpoint_key is another key", "it opens none of the " + shut);
        }
        return new Secrets(kept.size(), shut);
    }

    /** A row that was changed from outside is copied as it is. */
    private static void passOver() {}

    private static DataArchive.Failure refused(String why, String many) {
        return new DataArchive.Failure(
                "not copied: " + why + "; " + many
                        + " secrets of registered endpoints and tokens of chat: name the key that they were encrypted"
                        + " with, which is endpoint_key of the old configuration, or the file endpoint.key of the data"
                        + " folder",
                null);
    }
}
