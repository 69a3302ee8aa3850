package dev.jenvoy.config;

import dev.jenvoy.address.Addresses;
import dev.jenvoy.dispatch.schedule.DispatchOptions;
import dev.jenvoy.endpoint.EndpointOptions;
import dev.jenvoy.endpoint.configured.ConfiguredEndpoints;
import dev.jenvoy.hook.HooksOptions;
import dev.jenvoy.hook.variable.PassedVariables;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.ProblemCollector;
import dev.jenvoy.sender.github.GitHubOptions;
import dev.jenvoy.sender.trigger.TriggerOptions;
import dev.jenvoy.storage.StorageOptions;
import dev.jenvoy.web.ListenOptions;
import dev.jenvoy.web.SocketOptions;
import dev.jenvoy.web.admin.http.AdminListenerOptions;
import dev.jenvoy.web.response.WebOptions;
import java.net.InetAddress;
import java.util.Optional;
import java.util.stream.Stream;

/** What no key can be blamed for alone. Only keys that could be read are judged. */
final class CrossChecks {
    /** The part of the heap that the outputs of all hooks together should not be over: a quarter. */
    private static final int OUTPUTS = 4;

    private CrossChecks() {}

    static void check(Config config, ObjectReader section, ProblemCollector report) {
        ListenOptions listener = config.get(ListenOptions.GROUP);
        GitHubOptions github = config.get(GitHubOptions.GROUP);
        AdminListenerOptions admin = config.get(AdminListenerOptions.GROUP);
        WebOptions web = config.get(WebOptions.GROUP);
        if (report.isSound("enforce_secret") && !github.enforcesSignature()) {
            report.warning(
                    "enforce_secret",
                    section.at("enforce_secret"),
                    github.ipsOnly()
                            ? "no secret is enforced: any GitHub user's webhook gets in"
                            : "no secret is enforced and github_ips_only is false: anybody gets in");
        }
        if (Stream.of("admin_token", "admin_tokens", "admin_users").allMatch(report::isSound)
                && !admin.access().required()
                && !isLoopback(admin.host())) {
            report.error(
                    "admin_host",
                    section.at("admin_host"),
                    "others than this machine could reach the admin listener: set admin_token as well, or use"
                            + " \"127.0.0.1\"");
        }
        if (Stream.of("http_host", "http_port", "admin_host", "admin_port").allMatch(report::isSound)
                && listener.port() == admin.port()
                && listener.port() != 0
                && overlap(listener.host(), admin.host())) {
            report.error(
                    "admin_port",
                    section.at(section.at("admin_port").equals(Position.NOWHERE) ? "http_port" : "admin_port"),
                    "http_port and admin_port cannot both be " + listener.port());
        }
        checkAdmission(config, section, report);
        if (web.trustedProxies().stream().anyMatch(range -> range.prefix() == 0)) {
            report.warning(
                    "trusted_proxies",
                    section.at("trusted_proxies"),
                    "trusts everybody: any caller can claim any address");
        }
        checkJournal(config, section, report);
        checkEndpoints(config, section, report);
        checkReports(config, section, report);
        checkOutputs(config, Runtime.getRuntime().maxMemory(), section, report);
        for (String variable : config.get(HooksOptions.GROUP).passed().withheld(config.secretVariables())) {
            report.warning(
                    "env_pass",
                    section.at("env_pass"),
                    variable + " is never handed on: "
                            + (PassedVariables.isOwn(variable)
                                    ? "variables JENVOY_... are the server's own"
                                    : "a secret is read from it"));
        }
    }

    /** Servers that share a journal must share the key of its secrets, too; what its deliveries survive is up to the database. */
    private static void checkJournal(Config config, ObjectReader section, ProblemCollector report) {
        if (Stream.of("journal", "durability").allMatch(report::isSound)
                && config.get(JournalSection.GROUP).isPresent()
                && config.get(StorageOptions.GROUP).durability() != StorageOptions.Survives.MACHINE) {
            report.error(
                    "durability",
                    section.at("durability"),
                    "with \"journal\", only \"machine\" is possible: \"process\" is for a journal in data_path");
        }
        if (Stream.of("journal", "endpoint_key").allMatch(report::isSound)
                && config.get(JournalSection.GROUP).isPresent()
                && config.get(EndpointOptions.GROUP).text().isEmpty()) {
            report.error(
                    "endpoint_key",
                    section.at(section.has("endpoint_key") ? "endpoint_key" : "journal"),
                    "this key is missing: with \"journal\", all servers need the same one; the command \"secret\" makes"
                            + " one");
        }
    }

    /** Endpoints that can accept no request, because of where requests can come from. */
    private static void checkEndpoints(Config config, ObjectReader section, ProblemCollector report) {
        if (!Stream.of("endpoints", "trusted_proxies", "http_host").allMatch(report::isSound)) {
            return;
        }
        boolean unproxied = config.get(WebOptions.GROUP).trustedProxies().isEmpty();
        boolean outside =
                !unproxied || !isLoopback(config.get(ListenOptions.GROUP).host());
        Optional<ConfiguredEndpoints> endpoints = config.get(EndpointsSection.GROUP);
        // Asked first, because what follows loads a class of endpoints.
        if (endpoints.isEmpty()) {
            return;
        }
        for (String name : endpoints.get().hopeless(unproxied, outside)) {
            report.warning(
                    "endpoints",
                    section.at("endpoints"),
                    "\"" + name + "\" accepts no request: "
                            + (unproxied
                                    ? "only this machine can connect, and is not in its allowed_ips; name"
                                            + " the proxy in trusted_proxies"
                                    : "its allowed_ips are loopback, which counts only beside a secret"
                                            + " while trusted_proxies names a proxy"));
        }
    }

    /** Reports that cannot be written, because no token is there for them. */
    private static void checkReports(Config config, ObjectReader section, ProblemCollector report) {
        if (!Stream.of("hooks", "forges", "senders", "enforce_secret").allMatch(report::isSound)
                || !config.get(HooksOptions.GROUP).byName().wantReports()) {
            return;
        }
        String key = ReportTokens.isConfigured(config) ? "forges" : "hooks";
        ReportTokens.missing(config).forEach(words -> report.warning(key, section.at(key), words));
    }

    /** Ranges that restrict nothing, and a listener that lets no delivery of GitHub's in. */
    private static void checkAdmission(Config config, ObjectReader section, ProblemCollector report) {
        GitHubOptions github = config.get(GitHubOptions.GROUP);
        if (!Stream.of("github_ips_only", "allowed_ips", "trusted_proxies", "http_host", "senders", "TRIGGERS")
                .allMatch(report::isSound)) {
            return;
        }
        boolean elsewhere = github.allowedIps().stream().anyMatch(range -> !range.isLoopback());
        if (!github.ipsOnly() && elsewhere) {
            report.warning(
                    "allowed_ips",
                    section.at("allowed_ips"),
                    "has no effect while github_ips_only is false: deliveries are taken from anywhere");
        }
        boolean others = !config.senders().entries().isEmpty()
                || !config.get(TriggerOptions.GROUP).keys().isEmpty();
        boolean local = github.allowedIps().stream()
                .anyMatch(range -> range.network().isLoopbackAddress() || range.prefix() == 0);
        if (github.ipsOnly()
                && isLoopback(config.get(ListenOptions.GROUP).host())
                && config.get(WebOptions.GROUP).trustedProxies().isEmpty()
                && !hasSocketOfProxy(config)
                && !local
                && !others) {
            report.warning(
                    "http_host",
                    section.at("http_host"),
                    "only this machine can connect, and is no address of GitHub's: name the proxy in trusted_proxies,"
                            + " or this machine in allowed_ips");
        }
    }

    private static boolean hasSocketOfProxy(Config config) {
        SocketOptions socket = config.get(SocketOptions.GROUP);
        return socket.path().isPresent() && socket.isProxy();
    }

    /** Each hook within its limit, and yet too much when all of them print much at once. */
    static void checkOutputs(Config config, long heap, ObjectReader section, ProblemCollector report) {
        int concurrent = config.get(DispatchOptions.GROUP).maxConcurrent();
        HooksOptions hooks = config.get(HooksOptions.GROUP);
        if (!Stream.of("answer_output", "max_concurrent", "hooks").allMatch(report::isSound)) {
            return;
        }
        long all = 2 * hooks.largestAnswer() * concurrent;
        if (all > heap / OUTPUTS) {
            String key = section.at("answer_output").equals(Position.NOWHERE) ? "max_concurrent" : "answer_output";
            report.warning(
                    key,
                    section.at(key),
                    concurrent + " hooks at once may print " + (all >> 20)
                            + " MB for answers, the server's"
                            + " heap has " + (heap >> 20)
                            + " MB: lower answer_output or max_concurrent, or give it more"
                            + " memory");
        }
    }

    private static boolean overlap(String host, String other) {
        return host.equalsIgnoreCase(other) || isWildcard(host) || isWildcard(other);
    }

    private static boolean isWildcard(String host) {
        return Addresses.parse(host).map(InetAddress::isAnyLocalAddress).orElse(false);
    }

    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || Addresses.parse(host).map(InetAddress::isLoopbackAddress).orElse(false);
    }
}
