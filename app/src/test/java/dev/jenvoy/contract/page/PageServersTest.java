package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.cli.Cli;
import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.contract.kit.Wire;
import dev.jenvoy.crash.kit.ServerProcess;
import dev.jenvoy.postgres.PostgresServer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests what the page shows of several servers, in a real browser: it is that of an intake, and a worker runs the hooks. */
@ExtendWith(Browsing.class)
@Timeout(300)
class PageServersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern DASHBOARD = Pattern.compile(" +dashboard +(http://\\S+)/");

    @TempDir
    Path folder;

    private final String database = PostgresServer.shared().newDatabase();
    private Browser browser;
    private ServerProcess intake;
    private ServerProcess worker;
    private Connection dump;
    private String page;

    /** Also opens a transaction as a dump does, which has held its snapshot for a while when somebody looks. */
    @BeforeEach
    void start(Browser browser) throws Exception {
        this.browser = browser;
        dump = PostgresServer.connect(database + "?ApplicationName=a+dump");
        dump.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        dump.setAutoCommit(false);
        try (Statement statement = dump.createStatement()) {
            statement.execute("SELECT 1");
        }
        worker = start("worker", "--worker").serving();
        intake = start("intake", "--intake").serving();
        page = dashboard(intake) + "/#/";
    }

    /** Also frees the hook that waits for it. */
    @AfterEach
    void stop() throws Exception {
        Files.writeString(folder.resolve("go"), "");
        dump.close();
        intake.close();
        worker.close();
    }

    private ServerProcess start(String name, String role) throws Exception {
        Path own = Files.createDirectories(folder.resolve(name));
        TestServer site = TestServer.in(own)
                .with("endpoint_key", "0123456789abcdef".repeat(4))
                .with("journal", Map.of("url", database, "user", PostgresServer.USER, "unsafe", true))
                .hook(
                        "push",
                        "#!/bin/sh",
                        "echo 'building at the worker'",
                        "until [ -e " + folder.resolve("go") + " ]; do sleep 0.1; done",
                        "echo built");
        if (name.equals("worker")) {
            site.hook("issues", "#!/bin/sh", "true");
        }
        site.write(site.json());
        return ServerProcess.startIn(own, List.of(role));
    }

    private static String dashboard(ServerProcess server) {
        String[] found = new String[1];
        Eventually.within(
                PATIENCE,
                () -> assertThat(server.output()).anySatisfy(line -> {
                    Matcher matcher = DASHBOARD.matcher(line);
                    assertThat(matcher.matches()).isTrue();
                    found[0] = matcher.group(1);
                }));
        return found[0];
    }

    /** Puts a server into the table that sends no beats. */
    private void still(String name, int state) {
        List<String> unusedRows = PostgresServer.shared()
                .sql(
                        database.substring(database.lastIndexOf('/') + 1),
                        "INSERT INTO jenvoy.server (name, machine, roles, program, version, state, patience) VALUES ('"
                                + name + "', 'machine-of-" + name + "', 2, 1, '0.1.0', " + state + ", 3600000)");
    }

    @Test
    void each_server_is_shown_with_its_state_and_in_what_it_differs() {
        still("silent", 0);
        still("drained", 1);

        browser.open(page + "servers").sees("h1", "Servers").sees(".connection", "Live");

        browser.sees("[data-server='1']", "Leads")
                .sees("[data-server='1']", "runs hooks")
                .sees("[data-server='1']", "It has other hooks than this one.")
                .sees("[data-server='2']", "this one")
                .sees("[data-server='2']", "accepts deliveries")
                .sees("[data-server='3']", "Quiet")
                .sees("[data-server='3']", "Last beat")
                .sees("[data-server='4']", "Leaving")
                .sees("[data-snapshot]", "A transaction of a dump (user jenvoy, process ");
        browser.screenshot("servers");
        assertThat(browser.run(PageLooksTest.FAINT)).isEqualTo(List.of());
        browser.dark();
        assertThat(browser.run(PageLooksTest.FAINT)).isEqualTo(List.of());
        browser.screenshot("servers-dark");
        browser.light().phone();
        Eventually.that(() -> assertThat(browser.run("return document.documentElement.scrollWidth"))
                .isEqualTo(360L));
        browser.screenshot("phone-servers");
        assertThat(browser.run(PageLooksTest.UNNAMED)).isEqualTo(List.of());
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void what_a_script_prints_at_another_server_appears_while_it_runs() throws Exception {
        try (Wire wire = new Wire(new InetSocketAddress("127.0.0.1", intake.port()))) {
            wire.send(HookRequest.push());

            browser.open(page + "deliveries/1").sees("main", "building at the worker");
            browser.screenshot("delivery-elsewhere");
            browser.sees("h1", "").sees("main", "Running");
            String holder = browser.sees(".held-by a", "").text(".held-by a");
            browser.screenshot("delivery-held");
            browser.click(".held-by a").sees("[data-server='1'] .hook-name", holder);
            browser.open(page + "servers").sees("[data-server='1']", "Runs 1 of");

            Files.writeString(folder.resolve("go"), "");
            browser.open(page + "deliveries/1").sees("main", "Succeeded").sees("main", "built");
            assertThat(browser.texts(".held-by")).isEmpty();
        }
    }

    @Test
    void an_intake_is_not_idle_and_says_what_waits() throws Exception {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", intake.port());
        browser.open(page + "deliveries").sees(".connection", "Live").sees(".queue", "Intake");
        assertThat(browser.texts(".queue")).containsExactly("Intake");
        browser.open(dashboard(worker) + "/#/deliveries").sees(".queue", "Idle");

        try (Wire first = new Wire(address);
                Wire second = new Wire(address)) {
            first.send(HookRequest.push());
            second.send(HookRequest.push());

            browser.open(page + "deliveries").sees(".queue", "Intake · 1 waiting");
            browser.phone().screenshot("phone-intake");
            assertThat(browser.run("return document.documentElement.scrollWidth"))
                    .isEqualTo(360L);
            assertThat(new Cli(folder).run("status", "--url", dashboard(intake)).out())
                    .contains("0 waiting, 0 running; 1 waiting at other servers or for one\n");
            Files.writeString(folder.resolve("go"), "");
            Eventually.within(
                    PATIENCE, () -> assertThat(browser.texts(".queue")).containsExactly("Intake"));
        }
    }
}
