package dev.jenvoy.endpoint;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key. Read once; created when the first secret is sealed. */
final class Keyring {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.endpoints");

    private final KeyPlace place;
    private final SecureRandom random;
    private volatile State state;

    /** The state of the key. */
    sealed interface State {

        /** Returns why no secret can be opened. */
        String words();

        /** The key exists. Whether it is the right one shows when a secret is opened. */
        record Usable(SecretBox box) implements State {
            @Override
            public String words() {
                return "";
            }
        }

        /** There is no key. */
        record Missing(String words) implements State {}
    }

    /** Reads the key. Blocks. */
    Keyring(KeyPlace place, SecureRandom random) {
        this.place = place;
        this.random = random;
        this.state = look();
    }

    State state() {
        return state;
    }

    /**
     * Returns the key for sealing a secret. Blocks. Creates a new key only if no secret was sealed with another,
     * because those secrets would be lost. A key that opens no stored secret is wrong and seals nothing.
     */
    synchronized State toSeal(Collection<StoredSecret> resting) {
        if (!(state instanceof State.Usable)) {
            state = look();
        }
        if (state instanceof State.Usable usable) {
            boolean right = resting.isEmpty()
                    || resting.stream()
                            .anyMatch(kept -> kept.present(usable.box()).isPresent());
            return right
                    ? usable
                    : new State.Missing("the key in " + place.words() + " opens no stored secret; restore the"
                            + " right one, or remove those endpoints");
        }
        if (resting.isEmpty() && place.isEmpty()) {
            try {
                state = new State.Usable(new SecretBox(place.make(random), random));
                LOG.info("endpoint key created file={}", place.words());
            } catch (IOException e) {
                LOG.error("the endpoint key could not be created", e);
                return new State.Missing("the key cannot be written to " + place.words());
            }
        }
        return state;
    }

    private State look() {
        try {
            Optional<byte[]> key = place.find();
            return key.<State>map(bytes -> new State.Usable(new SecretBox(bytes, random)))
                    .orElseGet(() -> new State.Missing("the key " + place.words() + " is missing"));
        } catch (IOException e) {
            return new State.Missing("no key: " + e.getMessage());
        }
    }
}
