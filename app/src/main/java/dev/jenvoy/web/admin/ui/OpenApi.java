package dev.jenvoy.web.admin.ui;

import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** {@code /api/openapi.json}: serves the API's description for programs, a resource of this package. */
public final class OpenApi {

    private OpenApi() {}

    public static List<Route> routes() {
        return List.of(new Route(
                "GET",
                "/api/openapi.json",
                request -> new ApiResult.Whole(200, "application/json; charset=utf-8", document(), Map.of())));
    }

    private static byte[] document() throws IOException {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
            if (in == null) {
                throw new IOException("the jar has no openapi.json");
            }
            return in.readAllBytes();
        }
    }
}
