package dev.jenvoy.config;

import dev.jenvoy.address.Cidr;
import dev.jenvoy.config.sender.SendersConfig;
import dev.jenvoy.config.sender.TriggersConfig;
import dev.jenvoy.option.secret.Secrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One state of the configuration: every key, checked and with its default filled in. Paths are absolute, resolved
 * against the folder of the file.
 *
 * @param httpHost {@code http_host}: where the public listener binds; {@code 0.0.0.0}
 * @param httpPort {@code http_port}: its port, 0 for any free one; 5000
 * @param githubIpsOnly {@code github_ips_only}: deliveries from GitHub only from GitHub's ranges; true
 * @param allowedIps {@code allowed_ips}: ranges admitted beside GitHub's; none
 * @param trustedProxies {@code trusted_proxies}: ranges whose {@code X-Forwarded-For} is believed; none
 * @param enforceSecret {@code enforce_secret}: the shared secrets, any of which may match; none
 * @param acceptSha1 {@code accept_sha1}: whether {@code X-Hub-Signature} alone is enough; true
 * @param senders {@code senders}: who may send besides GitHub; nobody
 * @param triggers {@code TRIGGERS} and the keys beside it: which branches may be triggered; none
 * @param hooksPath {@code hooks_path}: the folder of hooks; {@code hooks}
 * @param childHooks {@code child_hooks}: how child hooks are named; prefix
 * @param hooks {@code hooks}: options by file name or pattern, in the file's order; none
 * @param envPass {@code env_pass}: variables handed to hooks; none. Ask {@link #handsOn} instead of reading it
 * @param returnScriptsInfo {@code return_scripts_info}: answer with the hooks' output; true
 * @param failedHookStatus {@code failed_hook_status}: status of a delivery with a failed hook, 200 to 599; 200
 * @param responseTimeout {@code response_timeout}: when a delivery still running is answered 202; 8 s
 * @param requestTimeout {@code request_timeout}: for a whole request to arrive; 30 s
 * @param shutdownTimeout {@code shutdown_timeout}: how long a stop lets hooks run, may be zero; 8 s
 * @param hookTimeout {@code hook_timeout}: how long a hook may run; 10 min
 * @param killGrace {@code kill_grace}: from SIGTERM to SIGKILL, may be zero; 5 s
 * @param maxPayload {@code max_payload}: bytes of a request's body, at least 1; 25 MB
 * @param maxOutput {@code max_output}: bytes kept of each stream of a hook, at least 1; 64 KB
 * @param maxConcurrent {@code max_concurrent}: deliveries run side by side; four a processor, at least 8
 * @param maxBacklog {@code max_backlog}: deliveries that may wait; 1000
 * @param onCrash {@code on_crash}: for hooks that were running when the server died; rerun
 * @param dataPath {@code data_path}: the folder of the journal; {@code data}
 * @param retention {@code retention}: how long deliveries are kept; 30 days
 * @param backupPath {@code backup_path}: folder for a copy of every payload, which need not exist; none
 * @param adminHost {@code admin_host}: where the admin listener binds; {@code 127.0.0.1}
 * @param adminPort {@code admin_port}: its port, 0 for any free one; 5001
 * @param adminToken {@code admin_token}: at most one; none
 * @param endpointKey {@code endpoint_key}: at most one, the 64 hex digits that the secrets of registered endpoints rest
 *     under; none, for a file below {@code data_path}
 * @param debugLevel {@code debug_level}: INFO
 * @param logFormat {@code log_format}: how a line of the log looks; text
 * @param accessLog {@code access_log}: whether every request is logged; false
 * @param secretVariables names of the variables that {@code env:} references read
 */
public record Config(
        String httpHost,
        int httpPort,
        boolean githubIpsOnly,
        List<Cidr> allowedIps,
        List<Cidr> trustedProxies,
        Secrets enforceSecret,
        boolean acceptSha1,
        SendersConfig senders,
        TriggersConfig triggers,
        Path hooksPath,
        ChildHooks childHooks,
        List<HookConfig> hooks,
        List<String> envPass,
        boolean returnScriptsInfo,
        int failedHookStatus,
        Duration responseTimeout,
        Duration requestTimeout,
        Duration shutdownTimeout,
        Duration hookTimeout,
        Duration killGrace,
        long maxPayload,
        long maxOutput,
        int maxConcurrent,
        int maxBacklog,
        OnCrash onCrash,
        Path dataPath,
        Duration retention,
        Optional<Path> backupPath,
        String adminHost,
        int adminPort,
        Secrets adminToken,
        Secrets endpointKey,
        Level debugLevel,
        LogFormat logFormat,
        boolean accessLog,
        Set<String> secretVariables) {

    /** In {@code env_pass}: every variable. */
    static final String ALL_VARIABLES = "*";

    /** What the launcher sets for the server's own memory. */
    private static final Set<String> LAUNCHERS_VARIABLES = Set.of("MALLOC_ARENA_MAX", "MALLOC_TRIM_THRESHOLD_");

    /** Variables whose names begin so are the server's own to set. */
    static final String OWN_VARIABLES = "JENVOY_";

    /** Copies the collections. */
    public Config {
        allowedIps = List.copyOf(allowedIps);
        trustedProxies = List.copyOf(trustedProxies);
        hooks = List.copyOf(hooks);
        envPass = List.copyOf(envPass);
        secretVariables = Set.copyOf(secretVariables);
    }

    /** What an empty file in this folder means. */
    public static Config defaults(Path folder) {
        Path base = folder.toAbsolutePath();
        return new Config(
                "0.0.0.0",
                5000,
                true,
                List.of(),
                List.of(),
                Secrets.none(),
                true,
                SendersConfig.none(),
                TriggersConfig.none(),
                base.resolve("hooks"),
                ChildHooks.PREFIX,
                List.of(),
                List.of(),
                true,
                200,
                Duration.ofSeconds(8),
                Duration.ofSeconds(30),
                Duration.ofSeconds(8),
                Duration.ofMinutes(10),
                Duration.ofSeconds(5),
                25L << 20,
                64L << 10,
                Math.max(8, 4 * Runtime.getRuntime().availableProcessors()),
                1000,
                OnCrash.RERUN,
                base.resolve("data"),
                Duration.ofDays(30),
                Optional.empty(),
                "127.0.0.1",
                5001,
                Secrets.none(),
                Secrets.none(),
                Level.INFO,
                LogFormat.TEXT,
                false,
                Set.of());
    }

    /**
     * Whether {@code env_pass} hands this variable of the server's environment to hooks. Never the server's own
     * ({@code JENVOY_...}) nor one that a secret is read from, even under {@code "*"}; by name alone those that the
     * launcher sets.
     */
    public boolean handsOn(String variable) {
        boolean all = envPass.contains(ALL_VARIABLES) && !LAUNCHERS_VARIABLES.contains(variable);
        return (all || envPass.contains(variable))
                && !variable.startsWith(OWN_VARIABLES)
                && !secretVariables.contains(variable);
    }
}
