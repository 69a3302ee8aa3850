package dev.jenvoy.cli.imports;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.jenvoy.address.Addresses;
import dev.jenvoy.address.Cidr;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One way to prove a request, as an object of {@code proof}.
 *
 * @param parts its keys with their values
 */
record ProofWay(JsonObject parts) {

    static final ProofWay NONE = new ProofWay(new JsonObject());

    /** The names of values that people keep secret. */
    private static final Pattern SECRET =
            Pattern.compile("(?i).*(?:token|secret|passw|api-?_?key|authorization|signature).*");

    private static final Pattern HASH = Pattern.compile("payload-(?:hmac|hash)-(sha1|sha256|sha512)");

    private static final String SCALR = "scalr-signature";
    private static final String ADDRESSES = "ip-whitelist";
    private static final String WAY_ADDRESSES = "allowed_ips";

    /** Tells whether a match says who sent the request. */
    static boolean isProof(JsonObject match) throws NotCarried {
        String type = HooksFile.text(match, "type");
        return HASH.matcher(type).matches()
                || type.equals(SCALR)
                || type.equals(ADDRESSES)
                || (type.equals("value") && isSecret(HooksFile.object(match, "parameter")));
    }

    private static boolean isSecret(JsonObject parameter) throws NotCarried {
        return !HooksFile.text(parameter, "source").equals("string")
                && SECRET.matcher(HooksFile.text(parameter, "name")).matches();
    }

    /** Translates a match that {@link #isProof}. */
    static List<ProofWay> of(JsonObject match) throws NotCarried {
        String type = HooksFile.text(match, "type");
        if (type.equals(ADDRESSES)) {
            JsonArray ranges = new JsonArray();
            ranges.add(range(HooksFile.text(match, "ip-range")));
            return List.of(way(WAY_ADDRESSES, ranges));
        }
        if (type.equals(SCALR)) {
            JsonObject hmac = hmac("X-Signature", HooksFile.secret(match, "secret"), "sha1");
            hmac.addProperty("signed", "{body}{timestamp}");
            hmac.addProperty("timestamp_header", "Date");
            return List.of(way("hmac", hmac));
        }
        Matcher hash = HASH.matcher(type);
        return hash.matches() ? signature(match, hash.group(1)) : token(match);
    }

    /** The hash may be written before the signature or not, and several signatures may come in one header. */
    private static List<ProofWay> signature(JsonObject match, String hash) throws NotCarried {
        JsonObject parameter = HooksFile.object(match, "parameter");
        if (!HooksFile.text(parameter, "source").equals("header")) {
            throw new NotCarried("a signature that is not in a header has no equivalent");
        }
        String header = HooksFile.text(parameter, "name");
        JsonObject prefixed = hmac(header, HooksFile.secret(match, "secret"), hash);
        prefixed.addProperty("prefix", hash + "=");
        prefixed.addProperty("separator", ",");
        if (header.toLowerCase(Locale.ROOT).startsWith("x-hub-signature")) {
            return List.of(way("hmac", prefixed));
        }
        JsonObject bare = hmac(header, HooksFile.secret(match, "secret"), hash);
        bare.addProperty("separator", ",");
        return List.of(way("hmac", bare), way("hmac", prefixed));
    }

    private static List<ProofWay> token(JsonObject match) throws NotCarried {
        JsonObject parameter = HooksFile.object(match, "parameter");
        JsonObject part = new JsonObject();
        part.addProperty("name", HooksFile.text(parameter, "name"));
        part.addProperty("secret", HooksFile.secret(match, "value"));
        return switch (HooksFile.text(parameter, "source")) {
            case "header" -> List.of(way("header", part));
            case "url", "query" -> List.of(way("query_token", part));
            default ->
                throw new NotCarried("a secret inside the payload (\"" + HooksFile.text(parameter, "name")
                        + "\") proves nothing here, because everyone who sees a payload has it:"
                        + " use the signature that the sender also sends");
        };
    }

    private static JsonObject hmac(String header, String secret, String hash) {
        JsonObject hmac = new JsonObject();
        hmac.addProperty("header", header);
        hmac.addProperty("secret", secret);
        hmac.addProperty("algorithm", hash);
        return hmac;
    }

    private static ProofWay way(String key, JsonElement value) {
        JsonObject parts = new JsonObject();
        parts.add(key, value);
        return new ProofWay(parts);
    }

    /** Tells whether it asks for a loopback address and nothing else. */
    boolean isLoopback() {
        return parts.keySet().equals(Set.of(WAY_ADDRESSES))
                && Cidr.parse(parts.getAsJsonArray(WAY_ADDRESSES).get(0).getAsString())
                        .isLoopback();
    }

    /** Returns a way that requires both. */
    ProofWay and(ProofWay other) throws NotCarried {
        JsonObject both = parts.deepCopy();
        for (String key : other.parts.keySet()) {
            if (both.has(key)) {
                throw new NotCarried("two rules of the kind \"" + key + "\" that both must hold have no equivalent");
            }
            both.add(key, other.parts.get(key));
        }
        return new ProofWay(both);
    }

    /** Returns a range without bits behind its prefix, which there are ignored. */
    private static String range(String text) throws NotCarried {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = Addresses.parse(slash < 0 ? text : text.substring(0, slash));
        try {
            if (address.isPresent()) {
                byte[] bytes = address.get().getAddress();
                int prefix = slash < 0 ? bytes.length * 8 : Integer.parseInt(text.substring(slash + 1));
                if (prefix >= 0 && prefix <= bytes.length * 8) {
                    for (int bit = prefix; bit < bytes.length * 8; bit++) {
                        bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
                    }
                    return new Cidr(InetAddress.getByAddress(bytes), prefix).toString();
                }
            }
        } catch (NumberFormatException | UnknownHostException e) {
            throw new NotCarried("\"" + text + "\" is no range of addresses");
        }
        throw new NotCarried("\"" + text + "\" is no range of addresses");
    }

    /** Returns the value of {@code proof} for these ways. */
    static JsonElement json(List<ProofWay> ways) {
        List<JsonObject> objects = new ArrayList<>();
        ways.forEach(way -> objects.add(way.parts()));
        if (objects.size() == 1) {
            return objects.get(0);
        }
        JsonArray list = new JsonArray();
        objects.forEach(list::add);
        return list;
    }
}
