package dev.jenvoy.web.admin.audit;

import dev.jenvoy.web.admin.access.Role;
import java.util.List;

/**
 * What is known of a route that is not {@code GET}.
 *
 * @param method in capital letters
 * @param template the route's path, with its variables
 * @param role the role that it needs
 * @param act what the audit log calls it; empty if it changes nothing and is not recorded
 * @param about the values that say what it is about: variables of the path, else parameters, else keys of the body. No
 *     secret
 * @param answered the keys of the answer that are recorded as well
 */
record ChangingRoute(String method, String template, Role role, String act, List<String> about, List<String> answered) {

    ChangingRoute {
        about = List.copyOf(about);
        answered = List.copyOf(answered);
    }

    static ChangingRoute of(String method, String template, Role role, String act, String... about) {
        return new ChangingRoute(method, template, role, act, List.of(about), List.of());
    }

    /** Returns the same route of which some keys of the answer are recorded as well. */
    ChangingRoute answering(String... keys) {
        return new ChangingRoute(method, template, role, act, about, List.of(keys));
    }

    boolean is(String otherMethod, String otherTemplate) {
        return method.equals(otherMethod) && template.equals(otherTemplate);
    }
}
