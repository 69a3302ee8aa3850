package dev.jenvoy.web.admin.http;

import java.util.Optional;
import java.util.Set;

/**
 * A route: requests of one method at the paths of one template. Access was checked before the handler is called.
 *
 * @param method in capital letters; {@code GET} also answers {@code HEAD}
 * @param template the path, with variables as in {@code /api/deliveries/{entry}}. If two templates match, the one with
 *     fixed text at the first difference is used
 * @param handler handles the request
 * @param lists the parameters that may come more than once
 * @param maxBodyBytes larger bodies are rejected with 413
 */
public record Route(String method, String template, Handler handler, Set<String> lists, int maxBodyBytes) {

    /** The part of the admin API whose errors have the common form. */
    private static final String API = "/api/";

    public Route {
        lists = Set.copyOf(lists);
        if (!template.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash");
        }
    }

    /** Makes a route each parameter of which may come once. */
    public Route(String method, String template, Handler handler) {
        this(method, template, handler, Set.of(), AdminRequest.MAX_BODY_BYTES);
    }

    /** Returns the same route with parameters that may come more than once. */
    public Route listing(String... names) {
        return new Route(method, template, handler, Set.of(names), maxBodyBytes);
    }

    /** Returns the same route with another limit of bodies. They are held in memory. */
    public Route taking(int bytes) {
        return new Route(method, template, handler, lists, bytes);
    }

    /** Returns a parameter that came more than once although only one value of it would count; empty if all came once. */
    public Optional<String> repeated(AdminRequest request) {
        return template.startsWith(API)
                ? request.query().keySet().stream()
                        .filter(name -> request.repeats(name) && !lists.contains(name))
                        .sorted()
                        .findFirst()
                : Optional.empty();
    }

    /** Handles one request. Called on a thread that may block. Exceptions are logged and answered with 500. */
    public interface Handler {
        ApiResult handle(AdminRequest request) throws Exception;
    }
}
