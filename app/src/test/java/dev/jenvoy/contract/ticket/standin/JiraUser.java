package dev.jenvoy.contract.ticket.standin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;

/**
 * Somebody with an account.
 *
 * @param authorization the header that proves it
 * @param language {@code en} or {@code de}
 * @param lacks the permissions that the user does not have, in any project
 */
public record JiraUser(String name, String authorization, String language, Set<String> lacks) {

    /** A user of Cloud. */
    public static JiraUser basic(String mail, String token) {
        String pair = Base64.getEncoder().encodeToString((mail + ":" + token).getBytes(StandardCharsets.UTF_8));
        return new JiraUser(mail, "Basic " + pair, "en", Set.of());
    }

    /** A user of Data Center with a personal access token. */
    public static JiraUser bearer(String name, String token) {
        return new JiraUser(name, "Bearer " + token, "en", Set.of());
    }

    public JiraUser speaking(String other) {
        return new JiraUser(name, authorization, other, lacks);
    }

    public JiraUser without(String permission) {
        Set<String> more = new TreeSet<>(lacks);
        more.add(permission);
        return new JiraUser(name, authorization, language, more);
    }

    boolean may(String permission) {
        return !lacks.contains(permission);
    }
}
