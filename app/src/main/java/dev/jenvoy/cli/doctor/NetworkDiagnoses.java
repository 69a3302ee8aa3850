package dev.jenvoy.cli.doctor;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Asks GitHub's meta endpoint, as the server does, and compares the clocks. */
final class NetworkDiagnoses {

    private static final int TIMEOUT_MILLIS = 10_000;
    private static final Duration ACCEPTABLE = Duration.ofSeconds(30);

    /** Senders reject or are rejected for signatures that are older. */
    private static final Duration TOO_MUCH = Duration.ofMinutes(5);

    private final URI meta;
    private final InstantSource clock;

    NetworkDiagnoses(URI meta, InstantSource clock) {
        this.meta = meta;
        this.clock = clock;
    }

    /** Sends one request without any data of this machine. Blocks for twenty seconds at most. */
    List<Diagnosis> all() {
        try {
            HttpURLConnection connection = (HttpURLConnection) meta.toURL().openConnection();
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setRequestMethod("HEAD");
            int status = connection.getResponseCode();
            long date = connection.getDate();
            connection.disconnect();
            return List.of(github(status), date == 0 ? uncompared() : compared(Instant.ofEpochMilli(date)));
        } catch (IOException e) {
            String cure = "let this machine reach " + meta.getHost()
                    + " by HTTPS (a proxy: JENVOY_JAVA_OPTS=-Dhttps.proxyHost=…), or set github_ips_only to false";
            return List.of(Diagnosis.fault("github", meta + " cannot be read: " + e, cure), uncompared());
        }
    }

    private Diagnosis github(int status) {
        return status < 400
                ? Diagnosis.ok("github", meta + " answers")
                : Diagnosis.warning(
                        "github",
                        meta + " answers " + status,
                        "try again later: it limits how often one address may ask");
    }

    private static Diagnosis uncompared() {
        return Diagnosis.warning("clock", "not compared with another", "");
    }

    private Diagnosis compared(Instant theirs) {
        Duration off = Duration.between(theirs, clock.instant()).abs();
        String words = off.toSeconds() + " s apart from GitHub's";
        String cure = "set the clock, for example with systemd-timesyncd or chrony";
        if (off.compareTo(TOO_MUCH) > 0) {
            return Diagnosis.fault("clock", words, cure);
        }
        return off.compareTo(ACCEPTABLE) > 0 ? Diagnosis.warning("clock", words, cure) : Diagnosis.ok("clock", words);
    }
}
