package dev.jenvoy.web.admin.http;

/**
 * What answers requests of one method at the addresses of one form. Whoever may not speak to the admin listener, and
 * other origins that want to change something, have been turned away before a handler is asked.
 *
 * @param method in capital letters; {@code GET} answers {@code HEAD} too
 * @param template the path, parts of which may be variables: {@code /api/deliveries/{entry}}. Where two fit, the one
 *     with plain text in the first part that differs is taken.
 * @param handler what answers
 */
public record Route(String method, String template, Handler handler) {
    public Route {
        if (!template.startsWith("/")) {
            throw new IllegalArgumentException("a path begins with a slash");
        }
    }

    /** Answers one request. Called on a thread that may block. What it throws is logged and answered 500. */
    public interface Handler {
        ApiResult handle(AdminRequest request) throws Exception;
    }
}
