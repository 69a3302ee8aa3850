package dev.jenvoy.sender.trigger;

import dev.jenvoy.delivery.RefName;
import dev.jenvoy.delivery.Repository;
import dev.jenvoy.option.secret.Secrets;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Describes a branch that may be triggered.
 *
 * @param token the accepted secrets, at least one
 * @param cmd a shell command that runs besides the hooks
 * @param iterations how often the signature is hashed, at least once
 */
public record TriggerKey(Repository repository, RefName branch, Secrets token, Optional<String> cmd, int iterations) {

    private static final Pattern ENCODED_SLASH = Pattern.compile("%2[Ff]");

    public TriggerKey {
        if (token.isEmpty() || iterations < 1) {
            throw new IllegalArgumentException("a trigger without a token or a hash");
        }
    }

    /** Returns the repository and the branch; neither can hold a colon. */
    public String name() {
        return repository.name() + ":" + branch.name();
    }

    /** Returns the entry as it may be shown: without tokens, and without the command, into which people write tokens. */
    Map<String, Object> shown() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("token", token.shown());
        cmd.ifPresent(hidden -> one.put("cmd", Secrets.SET));
        one.put("iterations", iterations);
        return one;
    }

    /**
     * Tells whether a request for this path may mean this key: as it is, with its escapes decoded, or with only those of
     * slashes decoded, which the web server leaves. Several keys may therefore share one path. The signature names repository
     * and branch, and decides.
     */
    boolean isAt(String path) {
        String own = "/" + repository.name() + "-" + branch.name();
        return path.equals(own)
                || ENCODED_SLASH.matcher(path).replaceAll("/").equals(own)
                || decoded(path).equals(own);
    }

    /** Tells whether this is the signature for the timestamp. Takes the same time wherever it differs. */
    boolean signed(long timestamp, String signature) {
        byte[] claimed = signature.getBytes(StandardCharsets.US_ASCII);
        boolean any = false;
        for (String secret : token.texts()) {
            String right = TriggerSignature.of(timestamp, repository.name(), branch.name(), secret, iterations);
            any |= MessageDigest.isEqual(right.getBytes(StandardCharsets.US_ASCII), claimed);
        }
        return any;
    }

    /** Returns how many hashes {@link #signed} takes. */
    long cost() {
        return (long) token.texts().size() * iterations;
    }

    private static String decoded(String path) {
        try {
            // In a path, other than in a form, a plus is a plus.
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return path;
        }
    }

    /** Never shows a token. */
    @Override
    public String toString() {
        return "TriggerKey[" + name() + "=" + shown() + "]";
    }
}
