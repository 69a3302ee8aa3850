package dev.jenvoy.config;

import dev.jenvoy.address.Addresses;
import dev.jenvoy.config.sender.SendersConfig;
import dev.jenvoy.option.json.ObjectReader;
import dev.jenvoy.option.json.Position;
import dev.jenvoy.option.json.ProblemCollector;
import java.net.InetAddress;
import java.util.stream.Stream;

/** What no key can be blamed for alone. Only keys that could be read are judged. */
final class CrossChecks {
    /** The part of the heap that the outputs of all hooks together should not be over: a quarter. */
    private static final int OUTPUTS = 4;

    private CrossChecks() {}

    static void check(Config config, ObjectReader section, ProblemCollector report) {
        if (report.isSound("enforce_secret") && config.enforceSecret().isEmpty()) {
            report.warning(
                    "enforce_secret",
                    section.at("enforce_secret"),
                    config.githubIpsOnly()
                            ? "no secret is enforced: any GitHub user's webhook gets in"
                            : "no secret is enforced and github_ips_only is false: anybody gets in");
        }
        if (report.isSound("admin_token") && config.adminToken().isEmpty() && !isLoopback(config.adminHost())) {
            report.error(
                    "admin_host",
                    section.at("admin_host"),
                    "others than this machine could reach the admin listener: set admin_token as well, or use"
                            + " \"127.0.0.1\"");
        }
        if (Stream.of("http_host", "http_port", "admin_host", "admin_port").allMatch(report::isSound)
                && config.httpPort() == config.adminPort()
                && config.httpPort() != 0
                && overlap(config.httpHost(), config.adminHost())) {
            report.error(
                    "admin_port",
                    section.at(section.at("admin_port").equals(Position.NOWHERE) ? "http_port" : "admin_port"),
                    "http_port and admin_port cannot both be " + config.httpPort());
        }
        checkAdmission(config, section, report);
        if (config.trustedProxies().stream().anyMatch(range -> range.prefix() == 0)) {
            report.warning(
                    "trusted_proxies",
                    section.at("trusted_proxies"),
                    "trusts everybody: any caller can claim any address");
        }
        checkOutputs(config, Runtime.getRuntime().maxMemory(), section, report);
        for (String variable : config.envPass()) {
            if (!variable.equals(Config.ALL_VARIABLES) && !config.handsOn(variable)) {
                report.warning(
                        "env_pass",
                        section.at("env_pass"),
                        variable + " is never handed on: "
                                + (variable.startsWith(Config.OWN_VARIABLES)
                                        ? "variables JENVOY_... are the server's own"
                                        : "a secret is read from it"));
            }
        }
    }

    /** Ranges that restrict nothing, and a listener that lets no delivery of GitHub's in. */
    private static void checkAdmission(Config config, ObjectReader section, ProblemCollector report) {
        if (!Stream.of("github_ips_only", "allowed_ips", "trusted_proxies", "http_host", "senders", "TRIGGERS")
                .allMatch(report::isSound)) {
            return;
        }
        boolean elsewhere = config.allowedIps().stream().anyMatch(range -> !range.isLoopback());
        if (!config.githubIpsOnly() && elsewhere) {
            report.warning(
                    "allowed_ips",
                    section.at("allowed_ips"),
                    "has no effect while github_ips_only is false: deliveries are taken from anywhere");
        }
        boolean others = !config.senders().equals(SendersConfig.none())
                || !config.triggers().all().isEmpty();
        boolean local = config.allowedIps().stream()
                .anyMatch(range -> range.network().isLoopbackAddress() || range.prefix() == 0);
        if (config.githubIpsOnly()
                && isLoopback(config.httpHost())
                && config.trustedProxies().isEmpty()
                && !local
                && !others) {
            report.warning(
                    "http_host",
                    section.at("http_host"),
                    "only this machine can connect, and is no address of GitHub's: name the proxy in trusted_proxies,"
                            + " or this machine in allowed_ips");
        }
    }

    /** Each hook within its limit, and yet too much when all of them print much at once. */
    static void checkOutputs(Config config, long heap, ObjectReader section, ProblemCollector report) {
        if (!Stream.of("max_output", "max_concurrent", "hooks").allMatch(report::isSound)) {
            return;
        }
        long largest = config.hooks().stream()
                .flatMap(options -> options.maxOutput().stream())
                .reduce(config.maxOutput(), Math::max);
        long all = 2 * largest * config.maxConcurrent();
        if (all > heap / OUTPUTS) {
            String key = section.at("max_output").equals(Position.NOWHERE) ? "max_concurrent" : "max_output";
            report.warning(
                    key,
                    section.at(key),
                    config.maxConcurrent() + " hooks at once may print " + (all >> 20)
                            + " MB that are kept, the server's"
                            + " heap has " + (heap >> 20) + " MB: lower max_output or max_concurrent, or give it more"
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
