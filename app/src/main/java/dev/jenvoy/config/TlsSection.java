package dev.jenvoy.config;

import dev.jenvoy.option.OptionGroup;
import dev.jenvoy.option.Options;
import dev.jenvoy.option.ReadContext;
import dev.jenvoy.option.ValueType;
import dev.jenvoy.option.json.FileReader;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.KeyContext;
import dev.jenvoy.option.json.Problem;
import dev.jenvoy.web.tls.TlsFiles;
import dev.jenvoy.web.tls.TlsOptions;
import dev.jenvoy.web.tls.TlsOptionsReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Declares {@code tls}. Its classes are loaded when a file has the section. */
public final class TlsSection {

    private static final ValueType<Optional<TlsOptions>> TYPE = new ValueType<>(
            "object",
            context -> (node, place) -> read(context, node, place),
            // Asked first, because what follows loads a class of TLS.
            tls -> tls.isEmpty() ? Optional.empty() : tls.map(TlsOptionsReader::shown),
            (old, wanted, report) -> wanted,
            false);

    public static final OptionGroup<Optional<TlsOptions>> GROUP = OptionGroup.of(
            Options.of("tls", TYPE, Optional.<TlsOptions>empty())
                    .restart("Certificate and key with which the public listener serves HTTPS. See [TLS](#tls)."),
            tls -> tls);

    private TlsSection() {}

    /**
     * Returns what is wrong with the files of certificate and key. With an error a server does not start; one that runs keeps
     * the last good ones. Blocks on the disk.
     */
    public static List<Problem> files(Config config, FileReader reader, Instant now) {
        Optional<TlsOptions> tls = config.get(GROUP);
        return tls.isEmpty() ? List.of() : Reader.files(tls.get(), reader, now);
    }

    private static Optional<Optional<TlsOptions>> read(ReadContext context, JsonNode node, KeyContext place) {
        boolean isOff = node instanceof JsonNode.Text text && text.value().isEmpty();
        Optional<TlsOptions> options = isOff ? Optional.empty() : Reader.read(context, node, place);
        return isOff || options.isPresent() ? Optional.of(options) : Optional.empty();
    }

    /** Loaded only when there is something to read. */
    private static final class Reader {

        static Optional<TlsOptions> read(ReadContext context, JsonNode node, KeyContext place) {
            return new TlsOptionsReader(context.folder()).read(node, place);
        }

        static List<Problem> files(TlsOptions tls, FileReader reader, Instant now) {
            return new TlsFiles(tls, reader).problems(now);
        }
    }
}
