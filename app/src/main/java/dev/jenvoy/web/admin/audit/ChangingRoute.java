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
 * @param about the values that say what it is about: variables of the path, else keys of the body. No secret
 * @param asked parameters that say what it is about, for a route that reads them. No secret
 * @param bare the same for a route that reads them only in a request without a body
 * @param answered the keys of the answer that are recorded as well
 */
record ChangingRoute(
        String method,
        String template,
        Role role,
        String act,
        List<String> about,
        List<String> asked,
        List<String> bare,
        List<String> answered) {

    ChangingRoute {
        about = List.copyOf(about);
        asked = List.copyOf(asked);
        bare = List.copyOf(bare);
        answered = List.copyOf(answered);
    }

    static ChangingRoute of(String method, String template, Role role, String act, String... about) {
        return new ChangingRoute(method, template, role, act, List.of(about), List.of(), List.of(), List.of());
    }

    /** Returns the same route, which reads some parameters. */
    ChangingRoute asking(String... parameters) {
        return new ChangingRoute(method, template, role, act, about, List.of(parameters), bare, answered);
    }

    /** Returns the same route, which reads some parameters of a request without a body. */
    ChangingRoute askingWithoutBody(String... parameters) {
        return new ChangingRoute(method, template, role, act, about, asked, List.of(parameters), answered);
    }

    /** Returns the same route of which some keys of the answer are recorded as well. */
    ChangingRoute answering(String... keys) {
        return new ChangingRoute(method, template, role, act, about, asked, bare, List.of(keys));
    }

    boolean is(String otherMethod, String otherTemplate) {
        return method.equals(otherMethod) && template.equals(otherTemplate);
    }
}
