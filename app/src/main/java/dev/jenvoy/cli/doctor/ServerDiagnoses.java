package dev.jenvoy.cli.doctor;

import com.google.gson.JsonObject;
import dev.jenvoy.address.Addresses;
import dev.jenvoy.cli.admin.AdminClient;
import dev.jenvoy.cli.admin.AdminFailure;
import dev.jenvoy.cli.base.CalledAs;
import dev.jenvoy.cli.base.JsonView;
import dev.jenvoy.cli.send.TrialPing;
import dev.jenvoy.config.Config;
import dev.jenvoy.sender.sample.SendFailure;
import dev.jenvoy.web.ListenOptions;
import dev.jenvoy.web.admin.http.AdminListenerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the running server, or tries its ports if no server runs, and sends a ping through its public door. */
final class ServerDiagnoses {

    private final AdminClient server;
    private final @Nullable Config config;

    /** @param config the configuration; null if it cannot be read */
    ServerDiagnoses(AdminClient server, @Nullable Config config) {
        this.server = server;
        this.config = config;
    }

    /** Prepares the ping of the public door. */
    @FunctionalInterface
    interface Ping {
        TrialPing prepare() throws SendFailure;
    }

    /** @param isPublic whether the ping goes to the address that senders use, and so perhaps through a proxy */
    List<Diagnosis> all(Ping ping, boolean isPublic) {
        List<Diagnosis> all = new ArrayList<>();
        Optional<JsonObject> status;
        try {
            status = Optional.of(server.get("/api/status"));
        } catch (AdminFailure e) {
            if (!e.isUnreachable()) {
                return List.of(
                        Diagnosis.fault("server", String.valueOf(e.getMessage()), "use --url and --token as it says"));
            }
            all.add(Diagnosis.warning("server", "none answers", CalledAs.words() + " serve starts one"));
            status = Optional.empty();
        }
        status.ifPresent(answer -> all.addAll(state(answer)));
        all.addAll(ports(status.isPresent()));
        if (status.isPresent() || isPublic) {
            all.addAll(roundTrip(ping, isPublic));
        }
        return all;
    }

    private static List<Diagnosis> state(JsonObject status) {
        List<Diagnosis> all = new ArrayList<>();
        String version = "Jenvoy " + JsonView.text(status, "version");
        all.add(
                JsonView.flag(status, "ready")
                        ? Diagnosis.ok("server", version + " runs and accepts deliveries")
                        : Diagnosis.fault("server", version + " runs and rejects deliveries", "see the next lines"));
        for (String problem : JsonView.texts(status, "problems")) {
            all.add(Diagnosis.warning("server", problem, "docs/reference/faults.md has each"));
        }
        return all;
    }

    private List<Diagnosis> ports(boolean running) {
        Config current = config;
        if (current == null) {
            return List.of();
        }
        ListenOptions listen = current.get(ListenOptions.GROUP);
        List<Diagnosis> all = new ArrayList<>();
        if (!running) {
            all.add(free("http_port", listen.host(), listen.port()));
            AdminListenerOptions admin = current.get(AdminListenerOptions.GROUP);
            all.add(free("admin_port", admin.host(), admin.port()));
        } else if (isLoopback(listen.host())) {
            all.add(Diagnosis.warning(
                    "ports",
                    "the public listener is on " + listen.host() + ", which only this machine reaches",
                    "put a proxy in front (docs/how-to/behind-nginx.md), or set http_host to 0.0.0.0"));
        } else {
            all.add(Diagnosis.ok("ports", "the public listener is on " + listen.host() + " port " + listen.port()));
        }
        return all;
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || Addresses.parse(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }

    private static Diagnosis free(String key, String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return Diagnosis.ok("ports", key + " " + port + " is free");
        } catch (IOException e) {
            return Diagnosis.fault(
                    "ports",
                    key + " " + port + " on " + host + " cannot be taken: " + e.getMessage(),
                    "end the program that has it, or set another " + key);
        }
    }

    private List<Diagnosis> roundTrip(Ping prepared, boolean isPublic) {
        try {
            TrialPing ping = prepared.prepare();
            if (!ping.isSigned()) {
                return List.of(Diagnosis.warning(
                        "delivery",
                        "there is no enforce_secret to sign a ping with",
                        CalledAs.words() + " send --as SENDER tries another sender"));
            }
            List<Diagnosis> all = new ArrayList<>();
            TrialPing.Answer answer = ping.send();
            all.add(judged(ping, answer));
            if (isPublic) {
                all.add(proxy(ping));
            }
            return all;
        } catch (SendFailure e) {
            return List.of(Diagnosis.warning("delivery", String.valueOf(e.getMessage()), ""));
        } catch (IOException e) {
            return List.of(Diagnosis.fault(
                    "delivery",
                    "a signed ping was not answered: " + e,
                    "check name, port, firewall and proxy on the way there"));
        }
    }

    private Diagnosis judged(TrialPing ping, TrialPing.Answer answer) {
        String words = "a signed ping to " + ping.url() + " was answered " + answer.status();
        if (answer.status() == 200 && answer.text().contains("pong")) {
            return Diagnosis.ok("delivery", words);
        }
        Optional<JsonObject> rejection = rejection(answer.delivery());
        String reason =
                rejection.map(one -> ": " + JsonView.text(one, "reason")).orElse("");
        if (rejection
                .filter(one -> JsonView.text(one, "check").equals("address"))
                .isPresent()) {
            return Diagnosis.warning(
                    "delivery",
                    words + reason,
                    "this machine's address is not admitted; GitHub's are. allowed_ips admits others");
        }
        return Diagnosis.fault(
                "delivery",
                words + reason,
                rejection
                        .map(one -> JsonView.text(one, "hint"))
                        .filter(hint -> !hint.isEmpty())
                        .orElse("is this the address of this server?"));
    }

    /** Sends a ping that is rejected, because a rejection names the address from which the server believes that it came. */
    private Diagnosis proxy(TrialPing ping) throws IOException, SendFailure {
        TrialPing.Answer answer = ping.sendUnsigned();
        Optional<String> from = rejection(answer.delivery()).map(one -> JsonView.text(one, "from"));
        if (from.isEmpty()) {
            return Diagnosis.warning("proxy", "this server has not seen the ping: another one answers there", "");
        }
        Optional<InetAddress> seen = Addresses.parse(from.get());
        boolean near = seen.filter(address -> address.isLoopbackAddress() || address.isSiteLocalAddress())
                .isPresent();
        return near
                ? Diagnosis.fault(
                        "proxy",
                        "the server takes requests through " + ping.url() + " for requests of " + from.get(),
                        "let the proxy set X-Forwarded-For, and name the proxy's address in trusted_proxies")
                : Diagnosis.ok(
                        "proxy", "through " + ping.url() + " the server sees the client's address, " + from.get());
    }

    private Optional<JsonObject> rejection(String delivery) {
        try {
            return JsonView.objects(server.get("/api/refusals"), "refusals").stream()
                    .filter(one -> JsonView.text(one, "delivery").equals(delivery))
                    .findFirst();
        } catch (AdminFailure e) {
            return Optional.empty();
        }
    }
}
