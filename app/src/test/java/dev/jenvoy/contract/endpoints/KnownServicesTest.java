package dev.jenvoy.contract.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.HttpAnswer;
import dev.jenvoy.contract.kit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the configurations of the guides to services: each request is made and signed as its service documents. */
class KnownServicesTest {

    private static final String SECRET = "whsec_planted_secret_of_a_service_17";
    private static final Path PAGES = Path.of("../docs/how-to/services");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```json *\\R(.*?)^``` *$");
    private static final List<String> ENVIRONMENT = List.of("#!/bin/sh", "env | grep -v '^JENVOY_RUN=' | sort");

    @TempDir
    private Path folder;

    private TestServer site;

    @BeforeEach
    void a_server() {
        site = TestServer.in(folder);
    }

    @AfterEach
    void stop() {
        site.close();
    }

    /** Starts a server with the endpoints of a page, each of whose secrets is {@link #SECRET}. */
    private void page(String name, String... hooks) throws Exception {
        Matcher block = BLOCK.matcher(Files.readString(PAGES.resolve(name + ".md")));
        assertThat(block.find()).isTrue();
        JsonObject endpoints =
                JsonParser.parseString(block.group(1)).getAsJsonObject().getAsJsonObject("endpoints");
        Matcher variable = Pattern.compile("env:([A-Z_]+)").matcher(endpoints.toString());
        while (variable.find()) {
            site.variable(variable.group(1), SECRET);
        }
        for (String hook : hooks) {
            site.hook(hook, ENVIRONMENT.toArray(String[]::new));
        }
        site.with("endpoints", endpoints)
                .with("trusted_proxies", List.of("127.0.0.0/8"))
                .start();
    }

    private static HookRequest post(String path, String type, String body) {
        return HookRequest.of("POST", path)
                .framing(HookRequest.Framing.LENGTH)
                .with("Content-Type", type)
                .body(body);
    }

    private static String hex(String text) {
        return HookRequest.hmac("HmacSHA256", SECRET, HookRequest.bytes(text));
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    private String output(int entry) {
        StringBuilder printed = new StringBuilder();
        dev.jenvoy.contract.kit.Eventually.that(() -> {
            JsonObject delivery = site.admin("/api/deliveries/" + entry).json();
            assertThat(delivery.get("state").getAsString()).isEqualTo("succeeded");
            printed.setLength(0);
            printed.append(delivery);
        });
        return printed.toString().replace("\\n", "\n");
    }

    private int status(HookRequest request) throws IOException {
        return site.send(request).status();
    }

    @Test
    void stripe() throws Exception {
        page("stripe", "stripe_invoice_paid");
        String body = "{\"id\": \"evt_1NG8Du2eZvKYlo2C\", \"object\": \"event\", \"type\": \"invoice.paid\"}";
        HookRequest good = post("/hooks/stripe", "application/json; charset=utf-8", body);
        String time = String.valueOf(now());

        HttpAnswer answer = site.send(
                good.with("Stripe-Signature", "t=" + time + ",v1=" + hex(time + "." + body) + ",v0=6ffbb59b"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.field("X-Jenvoy-Delivery")).isEqualTo("evt_1NG8Du2eZvKYlo2C");
        assertThat(output(1)).contains("JENVOY_EVENT=stripe_invoice_paid");
        // Stripe signs it again when it sends it again.
        String later = String.valueOf(now() + 2);
        assertThat(status(good.with("Stripe-Signature", "t=" + later + ",v1=" + hex(later + "." + body))))
                .isEqualTo(200);
        assertThat(site.admin("/api/deliveries").json().getAsJsonArray("deliveries"))
                .hasSize(1);
        assertThat(status(good.with("Stripe-Signature", "t=" + time + ",v1=" + hex(time + "." + body))))
                .isEqualTo(403);
        String old = String.valueOf(now() - 400);
        assertThat(status(good.with("Stripe-Signature", "t=" + old + ",v1=" + hex(old + "." + body))))
                .isEqualTo(403);
    }

    @Test
    void shopify() throws Exception {
        page("shopify", "shopify_orders_create");
        String body = "{\"id\": 820982911946154508, \"note\": \"\u00e4\"}";
        HookRequest good = post("/hooks/shopify", "application/json", body)
                .with(
                        "X-Shopify-Hmac-SHA256",
                        Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex(body))))
                .with("X-Shopify-Topic", "orders/create")
                .with("X-Shopify-Shop-Domain", "acme.myshopify.com")
                .with("X-Shopify-Webhook-Id", "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043");

        assertThat(status(good)).isEqualTo(200);
        assertThat(output(1)).contains("SHOP=acme.myshopify.com\n", "JENVOY_EVENT=shopify_orders_create\n");
        assertThat(status(good)).isEqualTo(200);
        assertThat(site.admin("/api/deliveries").json().getAsJsonArray("deliveries"))
                .hasSize(1);
        assertThat(status(good.body("{}"))).isEqualTo(403);
    }

    private HookRequest slack(String path, String type, String body) {
        String time = String.valueOf(now());
        return post(path, type, body)
                .with("X-Slack-Request-Timestamp", time)
                .with("X-Slack-Signature", "v0=" + hex("v0:" + time + ":" + body));
    }

    @Test
    void a_slash_command_of_slack() throws Exception {
        page("slack-commands", "slack_deploy");
        String form = "token=gIkuvaNzQIHg97ATvDxqgjtO&team_id=T0001&team_domain=acme&channel_name=ops&user_id=U1"
                + "&user_name=ann&command=%2Fdeploy&text=site+main&response_url=https%3A%2F%2Fhooks.slack.com%2Fc%2F1";

        HttpAnswer answer = site.send(slack("/hooks/slack", "application/x-www-form-urlencoded", form));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("On it.");
        assertThat(output(1))
                .contains("TEXT=site main\n", "RESPONSE_URL=https://hooks.slack.com/c/1\n", "JENVOY_SENDER=ann\n");
        assertThat(status(slack("/hooks/slack", "application/x-www-form-urlencoded", form)
                        .body(form + "&more=1")))
                .isEqualTo(403);
        HttpAnswer other =
                site.send(slack("/hooks/slack", "application/x-www-form-urlencoded", form.replace("=acme", "=other")));
        assertThat(other.body()).isEqualTo("{\"status\": \"nop\"}\n");
        HttpAnswer check = site.send(slack("/hooks/slack", "application/x-www-form-urlencoded", "ssl_check=1&token=x"));
        assertThat(check.status()).isEqualTo(200);
    }

    @Test
    void events_of_slack() throws Exception {
        page("slack-commands", "slack_app_mention");

        HttpAnswer challenge = site.send(slack(
                "/hooks/slack-events",
                "application/json",
                "{\"token\": \"x\", \"challenge\": \"3eZbrw1aBm2rZgRNFdxV\", \"type\": \"url_verification\"}"));
        assertThat(challenge.body()).isEqualTo("3eZbrw1aBm2rZgRNFdxV");
        assertThat(
                        status(
                                slack(
                                        "/hooks/slack-events",
                                        "application/json",
                                        "{\"type\": \"event_callback\", \"event_id\": \"Ev08MFMKH6\", \"event\": {\"type\": \"app_mention\"}}")))
                .isEqualTo(200);
        assertThat(output(1)).contains("JENVOY_DELIVERY=Ev08MFMKH6\n");
    }

    @Test
    void docker_hub() throws Exception {
        page("docker-hub", "docker_hub-app");
        HookRequest push = post(
                "/hooks/docker-hub/" + SECRET,
                "application/json",
                "{\"callback_url\": \"https://registry.hub.docker.com/u/acme/app/hook/1/\","
                        + " \"push_data\": {\"pushed_at\": 1417566161, \"pusher\": \"ann\", \"tag\": \"1.4\"},"
                        + " \"repository\": {\"name\": \"app\", \"namespace\": \"acme\", \"repo_name\": \"acme/app\"}}");

        assertThat(site.send(push).stdout("docker_hub-app"))
                .contains("JENVOY_OWNER=acme\n", "JENVOY_REPO=app\n", "JENVOY_TAG=1.4\n", "JENVOY_SENDER=ann\n")
                .doesNotContain(SECRET);
        assertThat(status(push.target("/hooks/docker-hub/other"))).isEqualTo(403);
    }

    @Test
    void grafana() throws Exception {
        page("grafana", "grafana_firing", "grafana_resolved");
        String body =
                "{\"receiver\": \"ops\", \"status\": \"firing\", \"state\": \"alerting\", \"title\": \"[FIRING:1] disk\","
                        + " \"alerts\": [{\"status\": \"firing\", \"labels\": {\"host\": \"a\"}}]}";
        String time = String.valueOf(now());
        HookRequest good = post("/hooks/grafana", "application/json", body)
                .with("X-Grafana-Alerting-Timestamp", time)
                .with("X-Grafana-Alerting-Signature", hex(time + ":" + body));

        assertThat(site.send(good).stdout("grafana_firing")).contains("TITLE=[FIRING:1] disk\n", "STATE=alerting\n");
        assertThat(status(good)).isEqualTo(403);
        HookRequest older = post("/hooks/grafana-11", "application/json", "{\"status\": \"resolved\"}")
                .with(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(HookRequest.bytes("grafana:" + SECRET)));
        assertThat(site.send(older).stdout("grafana_resolved")).contains("JENVOY_SOURCE=hooks/grafana-11\n");
        assertThat(status(older.without("Authorization"))).isEqualTo(403);
    }

    @Test
    void uptime_kuma() throws Exception {
        page("uptime-kuma", "kuma_down", "kuma_up", "kuma_test");
        for (Map.Entry<String, String> event : Map.of(
                        "kuma_down", "{\"status\": 0}", "kuma_up", "{\"status\": 1}", "kuma_test", "null")
                .entrySet()) {
            String monitor = event.getKey().equals("kuma_test") ? "null" : "{\"name\": \"Shop\"}";
            HookRequest request = post(
                            "/hooks/uptime-kuma",
                            "application/json",
                            "{\"heartbeat\": " + event.getValue() + ", \"monitor\": " + monitor + ", \"msg\": \"m\"}")
                    .with("Authorization", "Bearer " + SECRET);
            assertThat(site.send(request).stdout(event.getKey()))
                    .contains("MESSAGE=m\n", monitor.equals("null") ? "MONITOR=\n" : "MONITOR=Shop\n");
            assertThat(status(request.with("Authorization", "Bearer x"))).isEqualTo(403);
        }
    }

    @Test
    void home_assistant() throws Exception {
        page("home-assistant", "home_backup_photos");
        HookRequest good = post("/hooks/home", "application/json", "{\"task\": \"backup_photos\", \"by\": \"ann\"}")
                .with("X-Forwarded-For", "192.168.1.7")
                .with("Authorization", "Bearer " + SECRET);

        HttpAnswer answer = site.send(good);
        assertThat(answer.field("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.body()).contains("JENVOY_SENDER=ann\n").doesNotContain("returncode");
        assertThat(status(good.with("X-Forwarded-For", "192.0.2.1"))).isEqualTo(403);
        site.hook("home_backup_photos", "#!/bin/sh", "echo no; exit 1");
        HttpAnswer failed = site.send(good);
        assertThat(failed.status()).isEqualTo(500);
        assertThat(failed.body()).isEqualTo("no\n");
    }

    @Test
    void a_github_app() throws Exception {
        page("github-app", "installation", "@acme/installation");
        HookRequest event = HookRequest.event(
                        "installation",
                        "{\"action\": \"suspend\", \"installation\": {\"account\": {\"login\": \"acme\"}}}")
                .target("/hooks/app");

        HttpAnswer answer = site.send(event.secret(SECRET));
        assertThat(answer.stdout("installation")).contains("JENVOY_ACTION=suspend\n", "JENVOY_SOURCE=github\n");
        assertThat(answer.stdout("@acme/installation")).contains("JENVOY_OWNER=acme\n");
        assertThat(status(event)).isEqualTo(403);
    }
}
