package dev.jenvoy.web.tls;

import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.ValueReaders;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the section {@code tls}, and reports every problem in it. Does not look at the files that it names. */
public final class TlsOptionsReader {

    private static final String CERTIFICATE = "certificate";
    private static final String KEY = "key";
    private static final String REDIRECT_PORT = "redirect_port";

    private final Path folder;

    /** @param folder what relative paths are relative to */
    public TlsOptionsReader(Path folder) {
        this.folder = folder;
    }

    /** Reads the section; empty, and reported, if it cannot be used. */
    public Optional<TlsOptions> read(JsonNode node, KeyContext place) {
        if (!(node instanceof JsonNode.Members members)) {
            return ValueReaders.wrong(node, place, "an object: the files of a certificate and of its key");
        }
        ObjectReader in = new ObjectReader(place.key(), members.values(), place.report());
        Optional<Path> certificate = in.require(CERTIFICATE, ValueReaders.path(folder));
        Optional<Path> key = in.require(KEY, ValueReaders.path(folder));
        Optional<Integer> redirectPort = in.take(REDIRECT_PORT, ValueReaders.number(0, 65_535));
        in.finish();
        return certificate.isPresent() && key.isPresent()
                ? Optional.of(new TlsOptions(certificate.get(), key.get(), redirectPort))
                : Optional.empty();
    }

    /** Returns the section in the shape that the file has. */
    public static Object shown(TlsOptions options) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(CERTIFICATE, options.certificate().toString());
        shown.put(KEY, options.key().toString());
        options.redirectPort().ifPresent(port -> shown.put(REDIRECT_PORT, port));
        return shown;
    }
}
