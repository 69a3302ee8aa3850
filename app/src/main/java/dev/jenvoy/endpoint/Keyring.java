package dev.jenvoy.endpoint;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key, read once; made when the first secret is to be sealed. */
final class Keyring {

    private static final Logger LOG = LoggerFactory.getLogger("jenvoy.endpoints");

    private final KeyPlace place;
    private final SecureRandom random;
    private volatile State state;

    /** How it stands with the key. */
    sealed interface State {

        /** Why nothing can be opened. */
        String words();

        /** It is there. Whether it is the right one, each secret shows. */
        record Usable(SecretBox box) implements State {
            @Override
            public String words() {
                return "";
            }
        }

        /** There is none. */
        record Missing(String words) implements State {}
    }

    /** Blocks. */
    Keyring(KeyPlace place, SecureRandom random) {
        this.place = place;
        this.random = random;
        this.state = look();
    }

    State state() {
        return state;
    }

    /**
     * The key to seal a secret with. Blocks. A new one is made only where no secret rests under another: that would shut
     * those for good. A key that opens none of them is not the right one, and seals nothing.
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
                    : new State.Missing("the key in " + place.words() + " opens no secret that is there; bring the"
                            + " right one back, or remove those endpoints");
        }
        if (resting.isEmpty() && place.isEmpty()) {
            try {
                state = new State.Usable(new SecretBox(place.make(random), random));
                LOG.info("endpoint key made file={}", place.words());
            } catch (IOException e) {
                LOG.error("endpoint key not made", e);
                return new State.Missing("the key cannot be written to " + place.words());
            }
        }
        return state;
    }

    private State look() {
        try {
            Optional<byte[]> key = place.find();
            return key.<State>map(bytes -> new State.Usable(new SecretBox(bytes, random)))
                    .orElseGet(() -> new State.Missing("the key " + place.words() + " is gone"));
        } catch (IOException e) {
            return new State.Missing("no key: " + e.getMessage());
        }
    }
}
