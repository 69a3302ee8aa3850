package dev.jenvoy.web.admin.ui;

import dev.jenvoy.delivery.payload.Sha256;
import dev.jenvoy.web.admin.http.AdminRequest;
import dev.jenvoy.web.admin.http.ApiResult;
import dev.jenvoy.web.admin.http.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/**
 * Serves the files of the page from the class path folder {@code dev/jenvoy/web/page}: {@code index.html} at {@code /},
 * its folder {@code assets} at {@code /assets/…}. Reads each file once.
 */
public final class StaticFiles {

    private static final String FOLDER = "/dev/jenvoy/web/page";
    private static final String ASSETS = "/assets/";
    private static final Pattern NAME = Pattern.compile("/assets/[a-z0-9][a-z0-9_.-]{0,100}");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "json", "application/json; charset=utf-8",
            "txt", "text/plain; charset=utf-8",
            "png", "image/png",
            "ico", "image/vnd.microsoft.icon",
            "woff2", "font/woff2");
    private static final List<String> PACKED = List.of("png", "ico", "woff2");

    /** A file whose name has a part of its digest, such as {@code sans-0a1b2c3d.woff2}: under this name it never changes. */
    private static final Pattern NAMED_BY_DIGEST = Pattern.compile(".*-[0-9a-f]{8}\\.[a-z0-9]+");

    private static final String A_YEAR = "public, max-age=31536000, immutable";

    private final Map<String, Asset> assets = new ConcurrentHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // files are served, never compared
    private record Asset(String type, String tag, byte[] plain, byte[] zipped) {}

    /** Returns whether a path belongs to the page, even if the file does not exist. */
    public static boolean isPage(String path) {
        return path.equals("/") || path.startsWith(ASSETS);
    }

    public List<Route> routes() {
        return List.of(new Route("GET", "/", this::show), new Route("GET", ASSETS + "{name}", this::show));
    }

    private ApiResult show(AdminRequest request) throws IOException {
        Optional<Asset> found = find(request.path());
        if (found.isEmpty()) {
            return ApiResult.error(404, "not found");
        }
        Asset asset = found.get();
        boolean zip = asset.zipped().length > 0
                && request.headers().all("Accept-Encoding").stream().anyMatch(StaticFiles::takesGzip);
        String tag = "\"" + asset.tag() + (zip ? "-gz" : "") + "\"";
        boolean known = request.headers().all("If-None-Match").stream().anyMatch(value -> value.contains(tag));
        ApiResult.Whole whole = known
                ? new ApiResult.Whole(304, "", new byte[0], Map.of())
                : new ApiResult.Whole(200, asset.type(), zip ? asset.zipped() : asset.plain(), Map.of());
        whole = whole.with("ETag", tag)
                .with("Cache-Control", NAMED_BY_DIGEST.matcher(request.path()).matches() ? A_YEAR : "no-cache")
                .with("Vary", "Accept-Encoding");
        return zip && !known ? whole.with("Content-Encoding", "gzip") : whole;
    }

    private Optional<Asset> find(String path) throws IOException {
        String file = path.equals("/") ? "/index.html" : path;
        String type = TYPES.get(extension(file));
        if (type == null || !(path.equals("/") || NAME.matcher(path).matches())) {
            return Optional.empty();
        }
        Asset asset = assets.get(file);
        if (asset == null) {
            try (InputStream in = StaticFiles.class.getResourceAsStream(FOLDER + file)) {
                if (in == null) {
                    return Optional.empty();
                }
                byte[] plain = in.readAllBytes();
                asset = new Asset(type, tag(plain), plain, PACKED.contains(extension(file)) ? new byte[0] : zip(plain));
            }
            assets.put(file, asset);
        }
        return Optional.of(asset);
    }

    private static String extension(String file) {
        return file.substring(file.lastIndexOf('.') + 1);
    }

    /** Parses {@code Accept-Encoding} as browsers send it; {@code gzip;q=0} forbids gzip. */
    private static boolean takesGzip(String encodings) {
        for (String one : encodings.split(",", -1)) {
            String[] parts = one.strip().split(";", 2);
            if (parts[0].strip().equalsIgnoreCase("gzip")) {
                return parts.length == 1 || !parts[1].strip().matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    private static byte[] zip(byte[] plain) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size() < plain.length ? bytes.toByteArray() : new byte[0];
    }

    private static String tag(byte[] bytes) {
        return Sha256.hex(bytes).substring(0, 24);
    }
}
