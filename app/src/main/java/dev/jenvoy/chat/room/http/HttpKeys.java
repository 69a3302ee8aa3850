package dev.jenvoy.chat.room.http;

import dev.jenvoy.http.WebAddress;
import dev.jenvoy.option.json.JsonNode;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.ValueReader;
import dev.jenvoy.option.json.ValueReaders;
import dev.jenvoy.option.secret.SecretReader;
import dev.jenvoy.option.secret.Secrets;
import java.util.List;
import java.util.Optional;

/** Reads the keys that accounts and rooms of several kinds have. No message shows an address or a secret. */
public final class HttpKeys {

    private HttpKeys() {}

    /** Reads an address, which may be a reference as secrets are. */
    public static ValueReader<WebAddress> address(SecretReader secrets) {
        return (node, place) -> secrets.readText(node, place, "an address between double quotes")
                .flatMap(text -> {
                    Optional<WebAddress> address = WebAddress.parse(text);
                    if (address.isEmpty()) {
                        place.error(node, "expected " + WebAddress.EXPECTED);
                    }
                    return address;
                });
    }

    /** Reads one secret that fits into a header of HTTP. */
    public static ValueReader<Secrets> secret(SecretReader secrets) {
        return (node, place) -> {
            Optional<String> secret = secrets.readText(node, place, "a secret between double quotes");
            if (secret.isPresent() && !secret.get().chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                place.error(
                        node, "a secret of a chat service has only letters, digits and signs of ASCII, and no blanks");
                return Optional.empty();
            }
            return secret.map(text -> Secrets.of(List.of(text)));
        };
    }

    /** Reads one secret, or a list of secrets of which each is accepted. */
    public static ValueReader<Secrets> secrets(SecretReader secrets) {
        ValueReader<Secrets> one = secret(secrets);
        ValueReader<List<Secrets>> several = ValueReaders.list(one, "a secret or a list of secrets");
        return (node, place) -> {
            if (!(node instanceof JsonNode.Items)) {
                return one.read(node, place);
            }
            Optional<List<Secrets>> read = several.read(node, place);
            if (read.isPresent() && read.get().isEmpty()) {
                place.error(node, "expected at least one secret");
                return Optional.empty();
            }
            return read.map(all -> Secrets.of(
                    all.stream().flatMap(each -> each.texts().stream()).toList()));
        };
    }

    /** Returns the one secret in plain text, for a header. */
    public static String plain(Secrets secret) {
        return secret.texts().get(0);
    }

    /** Takes the address of a room that is one itself. */
    public static Optional<WebAddress> url(ObjectReader in, SecretReader secrets) {
        return in.require("url", address(secrets));
    }

    /** Takes the token of an account. */
    public static Optional<Secrets> token(ObjectReader in, SecretReader secrets) {
        return in.require("token", secret(secrets));
    }

    /** Takes a key that may be missing: its value, or the default; empty if there is a value that cannot be read. */
    public static <T> Optional<T> take(ObjectReader in, String key, T fallback, ValueReader<T> kind) {
        Optional<T> value = in.take(key, kind);
        return value.isEmpty() && in.at(key).equals(Position.NOWHERE) ? Optional.of(fallback) : value;
    }
}
