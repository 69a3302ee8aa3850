package dev.jenvoy.web.admin.http;

/**
 * A route: requests of one method at the paths of one template. Access was checked before the handler is called.
 *
 * @param method in capital letters; {@code GET} also answers {@code HEAD}
 * @param template the path, with variables as in {@code /api/deliveries/{entry}}. If two templates match, the one with
 *     fixed text at the first difference is used
 * @param handler handles the request
 */
public record Route(String method, String template, Handler handler) {
    public Route {
        if (!template.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash");
        }
    }

    /** Handles one request. Called on a thread that may block. Exceptions are logged and answered with 500. */
    public interface Handler {
        ApiResult handle(AdminRequest request) throws Exception;
    }
}
