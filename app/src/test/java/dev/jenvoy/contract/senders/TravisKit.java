package dev.jenvoy.contract.senders;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.TravisApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Kit for Travis CI, with the signature of its installation or with a user's token. */
record TravisKit(boolean signs) implements SenderKit {

    private static final String INSTALLATION = "installation ";
    private static final Map<String, KeyPair> PAIRS = new ConcurrentHashMap<>();

    /** Exists as long as the tests run. */
    private static final class Api {
        static final TravisApi SHARED = TravisApi.start();
    }

    @Override
    public String source() {
        return "travis";
    }

    @Override
    public String secret(String seed) {
        return (signs ? INSTALLATION : "planted-travis-token-") + seed;
    }

    @Override
    public void admit(TestServer site, List<String> secrets, List<String> allowed) {
        Map<String, Object> entry = new LinkedHashMap<>();
        List<String> tokens = secrets.stream()
                .filter(secret -> !secret.startsWith(INSTALLATION))
                .toList();
        if (!tokens.isEmpty()) {
            entry.put("secret", tokens);
        }
        secrets.stream()
                .filter(secret -> secret.startsWith(INSTALLATION))
                .findFirst()
                .ifPresent(secret -> {
                    String name = secret.replace(' ', '-');
                    entry.put("api", Api.SHARED.publishes(name, pair(secret)).at(name));
                });
        if (!allowed.isEmpty()) {
            entry.put("allowed_ips", allowed);
        }
        site.sender(source(), entry);
    }

    private static KeyPair pair(String secret) {
        return PAIRS.computeIfAbsent(secret, any -> TravisApi.pair(2048));
    }

    @Override
    public HookRequest request(String secret, String id, byte[] body, Instant at) {
        HookRequest request = unproven("acme/site", body);
        return signs
                ? request.with("Signature", TravisApi.sign(pair(secret), body))
                : request.with("Authorization", digest("acme/site", secret));
    }

    static HookRequest unproven(String slug, byte[] json) {
        return HookRequest.of("POST", "/")
                .framing(HookRequest.Framing.LENGTH)
                .body("payload="
                        + URLEncoder.encode(new String(json, StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1))
                .with("User-Agent", "Travis CI Notifications")
                .with("Content-Type", "application/x-www-form-urlencoded")
                .with("Travis-Repo-Slug", slug);
    }

    static String digest(String slug, String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(HookRequest.bytes(slug + token)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<String> proofs() {
        return List.of(signs ? "Signature" : "Authorization");
    }

    /** A change of the form may leave no field, or nothing that can be decoded. */
    @Override
    public List<Integer> refused() {
        return signs ? List.of(403, 400) : List.of(403);
    }

    @Override
    public boolean coversBody() {
        return signs;
    }

    /** An installation has one key, not a list. */
    @Override
    public boolean hasSecrets() {
        return !signs;
    }

    /** A request does not say when it was made; the same signature means the same delivery. */
    @Override
    public Again again() {
        return signs ? Again.RECORDED : Again.RUNS;
    }

    @Override
    public Optional<String> idField() {
        return Optional.empty();
    }

    @Override
    public Optional<String> eventField() {
        return Optional.empty();
    }

    @Override
    public String event() {
        return "passed";
    }

    @Override
    public String push(Push push) {
        return """
                {"id":289215159,"number":"2848","config":{"language":"java"},"type":"push","state":"passed","status":0,
                 "result":0,"status_message":"Passed","result_message":"Passed","started_at":"2026-10-17T20:35:49Z",
                 "finished_at":"2026-10-17T20:38:16Z","duration":147,"commit_id":84720880,"commit":"%s","branch":"%s",
                 "message":"A commit","author_name":"Bob","committer_name":"%s","pull_request":false,
                 "pull_request_number":null,"pull_request_title":null,"tag":null,
                 "repository":{"id":1771959,"name":"%s","owner_name":"%s","url":null},"matrix":[]}
                """.formatted(push.sha(), push.branch(), push.sender(), push.repository(), push.owner());
    }

    @Override
    public Optional<String> deletion(Push push) {
        return Optional.empty();
    }
}
