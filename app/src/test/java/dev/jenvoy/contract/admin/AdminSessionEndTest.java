package dev.jenvoy.contract.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Events;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.Payloads;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Access ends when its reason ends: at a logout, and when the admin token changes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AdminSessionEndTest {

    private static final String TOKEN = "planted-token-9d1f7be04c";

    /** More than the sockets of both sides can hold. */
    private static final int LARGE = 24_000_000;

    private TestServer site;

    @BeforeEach
    void make(@TempDir Path folder) {
        site = TestServer.in(folder).with("admin_token", TOKEN);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private String logIn() throws IOException {
        return site.admin(HookRequest.of("POST", "/api/session")
                        .with("Content-Type", "application/json")
                        .body("{\"token\": \"" + TOKEN + "\"}")
                        .framing(HookRequest.Framing.LENGTH))
                .field("set-cookie")
                .split(";")[0];
    }

    private void logOut(String cookie) throws IOException {
        assertThat(site.admin(HookRequest.of("DELETE", "/api/session").with("Cookie", cookie))
                        .status())
                .isEqualTo(204);
    }

    private Events live(String path, String header, String value) throws IOException {
        Events events = Events.of(site, HookRequest.of("GET", path).with(header, value));
        assertThat(events.status()).isEqualTo(200);
        assertThat(events.next()).isNotNull();
        return events;
    }

    @Test
    void a_logout_ends_the_streams_of_its_session_and_of_no_other() throws Exception {
        site.with("response_timeout", "1ms")
                .hook("push", "#!/bin/sh", "sleep 30")
                .start();
        site.send(HookRequest.push());
        String mine = logIn();
        String other = logIn();
        try (Events list = live("/api/live", "Cookie", mine);
                Events one = live("/api/deliveries/1/live", "Cookie", mine);
                Events others = live("/api/live", "Cookie", other)) {
            logOut(mine);

            assertThat(list.rest()).isEmpty();
            assertThat(one.rest()).isNotNull();
            site.send(HookRequest.push().secret("another-secret"));
            assertThat(others.next(event -> event.name().equals("refusal"))).isNotNull();
        }
    }

    @Test
    void another_token_ends_the_streams_that_the_old_one_opened() throws Exception {
        site.start();
        try (Events cookie = live("/api/live", "Cookie", logIn());
                Events bearer = live("/api/live", "Authorization", "Bearer " + TOKEN)) {
            site.with("admin_token", "planted-other-token");

            assertThat(cookie.rest()).isNotNull();
            assertThat(bearer.rest()).isNotNull();
        }
    }

    @Test
    void a_token_that_is_set_ends_the_streams_that_were_opened_without_one() throws Exception {
        site.without("admin_token").start();
        try (Events events = Events.of(site, "/api/live")) {
            assertThat(events.next()).isNotNull();

            site.with("admin_token", TOKEN);

            assertThat(events.rest()).isNotNull();
        }
    }

    @Test
    void a_logout_breaks_off_the_download_of_a_payload() throws Exception {
        site.hook("push", "#!/bin/sh").start();
        String padded = Payloads.PUSH.replaceFirst("\\{", "{\"padding\": \"" + "x".repeat(LARGE) + "\", ");
        assertThat(site.send(HookRequest.event("push", padded)).status()).isEqualTo(200);
        String cookie = logIn();
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(8_192);
            slow.setSoTimeout(20_000);
            slow.connect(new InetSocketAddress("127.0.0.1", site.adminAddress().getPort()));
            slow.getOutputStream()
                    .write(HookRequest.of("GET", "/api/deliveries/1/payload")
                            .with("Cookie", cookie)
                            .whole());
            InputStream in = slow.getInputStream();
            assertThat(in.readNBytes(1_000)).hasSize(1_000);

            logOut(cookie);

            assertThat(length(in)).isLessThan(LARGE);
        }
    }

    private static long length(InputStream in) {
        long length = 0;
        byte[] piece = new byte[64 * 1024];
        try {
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                length += read;
            }
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("neither ended nor broken off", e);
        } catch (IOException e) {
            return length;
        }
        return length;
    }

    @Test
    void a_request_whose_body_comes_after_its_session_has_ended_is_rejected() throws Exception {
        site.start();
        String cookie = logIn();
        HookRequest register = HookRequest.of("POST", "/conduit/webhooks/register")
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", "application/json")
                .with("Cookie", cookie)
                .body("{\"provider\":\"github\",\"repo_id\":\"1\",\"repo_path\":\"acme/site\"}");
        try (Wire wire = new Wire(site.adminAddress())) {
            wire.send(register.head());
            // The only I/O thread has read the head when it has answered this.
            assertThat(site.admin("/api/session").status()).isEqualTo(200);
            logOut(cookie);

            assertThat(wire.send(register.body()).answer().status()).isEqualTo(401);
        }
        assertThat(List.of(site.admin(HookRequest.of("GET", "/conduit/webhooks/list")
                                .with("Authorization", "Bearer " + TOKEN))
                        .body()))
                .noneMatch(body -> body.contains("acme/site"));
    }
}
