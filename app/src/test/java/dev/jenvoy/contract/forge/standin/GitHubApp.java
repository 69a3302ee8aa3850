package dev.jenvoy.contract.forge.standin;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.contract.chat.standin.ChatStandIn.Answer;
import dev.jenvoy.contract.chat.standin.ChatStandIn.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An App of the stand-in of GitHub, which is installed for acme. Its tokens end after an hour. */
public final class GitHubApp {

    public static final String ID = "12345";
    private static final long INSTALLATION = 77;
    private static final long MOST_SECONDS = 600;

    private final KeyPair keys;
    private final Map<String, Instant> tokens = new LinkedHashMap<>();
    private InstantSource clock = InstantSource.system();
    private int made;

    GitHubApp() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public synchronized void clock(InstantSource told) {
        clock = told;
    }

    /** Returns the private key in PEM, in PKCS#8. */
    public String pem() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    /** Returns the private key in PEM, in PKCS#1, as GitHub hands it out. */
    public String oldPem() {
        byte[] pkcs8 = keys.getPrivate().getEncoded();
        // The key of PKCS#1 is the last value of PKCS#8, behind a head of 26 bytes for keys of this size.
        byte[] pkcs1 = new byte[pkcs8.length - 26];
        System.arraycopy(pkcs8, 26, pkcs1, 0, pkcs1.length);
        return pem("RSA PRIVATE KEY", pkcs1);
    }

    private static String pem(String name, byte[] key) {
        return "-----BEGIN " + name + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(key) + "\n-----END "
                + name + "-----\n";
    }

    /** Returns how many tokens were made. */
    public synchronized int made() {
        return made;
    }

    /** Takes back all tokens, as an administrator may. */
    public synchronized void takeBack() {
        tokens.clear();
    }

    synchronized boolean isToken(String token) {
        Instant end = tokens.get(token);
        return end != null && clock.instant().isBefore(end);
    }

    synchronized boolean isSigned(String jwt) {
        try {
            String[] parts = jwt.split("\\.", -1);
            if (parts.length != 3) {
                return false;
            }
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            JsonObject head = JsonParser.parseString(decoded(parts[0])).getAsJsonObject();
            JsonObject claims = JsonParser.parseString(decoded(parts[1])).getAsJsonObject();
            long now = clock.instant().getEpochSecond();
            long from = claims.get("iat").getAsLong();
            long end = claims.get("exp").getAsLong();
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
                    && head.get("alg").getAsString().equals("RS256")
                    && claims.get("iss").getAsString().equals(ID)
                    && from <= now
                    && end > now
                    && end - now <= MOST_SECONDS;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static String decoded(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }

    private static Answer installation() {
        String api = "https://api.github.example";
        return Answer.json(
                200,
                "id",
                INSTALLATION,
                "account",
                null,
                "access_tokens_url",
                api + "/app/installations/" + INSTALLATION + "/access_tokens",
                "repositories_url",
                api + "/installation/repositories",
                "html_url",
                "https://github.example/organizations/acme/settings/installations/" + INSTALLATION,
                "app_id",
                Long.valueOf(ID),
                "target_id",
                1,
                "target_type",
                "Organization",
                "permissions",
                Map.of("statuses", "write", "pull_requests", "write"),
                "events",
                List.of("push"),
                "created_at",
                "2026-01-20T01:19:13Z",
                "updated_at",
                "2026-01-20T01:19:13Z",
                "single_file_name",
                null,
                "repository_selection",
                "all",
                "app_slug",
                "jenvoy-of-acme",
                "suspended_at",
                null,
                "suspended_by",
                null);
    }

    synchronized Answer answer(Request request) {
        if (request.path().equals("/repos/" + ForgeStandIn.REPOSITORY + "/installation")) {
            return installation();
        }
        if (request.path().equals("/app/installations/" + INSTALLATION + "/access_tokens")) {
            made++;
            String token = "ghs_planted-installation-token-" + made;
            Instant end = clock.instant().plusSeconds(3_600);
            tokens.put(token, end);
            return Answer.json(
                    201,
                    "token",
                    token,
                    "expires_at",
                    end.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        return GitHubStandIn.error(404, "Not Found");
    }
}
