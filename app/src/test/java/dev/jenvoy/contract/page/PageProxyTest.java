package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.DashboardProxy;
import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Tests the page behind the real nginx, below a path, with a user whom the proxy signed in, in a real browser. */
@ExtendWith(Browsing.class)
class PageProxyTest {

    @TempDir
    private Path folder;

    private TestServer site;
    private DashboardProxy proxy;
    private Browser browser;

    @BeforeEach
    void start(Browser browser) throws Exception {
        this.browser = browser;
        site = TestServer.in(folder.resolve("site"))
                .with("trusted_proxies", List.of("127.0.0.1"))
                .with(
                        "admin_users",
                        Map.of(
                                "proxies",
                                List.of("127.0.0.1"),
                                "secret",
                                DashboardProxy.SECRET,
                                "groups_header",
                                "X-Forwarded-Groups",
                                "groups",
                                Map.of("ops", "operate")))
                .hook("push", "#!/bin/sh", "echo deployed")
                .start();
        proxy = new DashboardProxy(DashboardProxy.Kind.NGINX, site, folder.resolve("proxy"));
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        site.close();
    }

    @Test
    void the_page_works_below_a_path_live_and_under_the_name_of_the_user() throws Exception {
        // The proxy knows nothing of this address, and needs no sign-in for it: a place to set the cookie.
        browser.run("location.assign(arguments[0])", proxy.origin() + "/elsewhere");
        browser.sees("body", "404");
        browser.run("document.cookie = arguments[0] + '; path=/'", DashboardProxy.COOKIE);
        browser.run("location.assign(arguments[0])", proxy.origin() + "/jenvoy/");

        browser.sees(".who", "ann@example.org \u00b7 operate").sees(".connection", "Live");
        site.send(HookRequest.push());
        browser.sees(".row", "push");
        browser.click(".row a").sees(".delivery-title", "Succeeded").click("[data-act=redeliver]");
        browser.sees(".facts", "by ann@example.org").sees(".delivery-title", "Succeeded");
        browser.screenshot("behind-nginx");
        assertThat(browser.texts(".top .button")).allMatch(String::isEmpty);

        // The sign-in of the proxy has ended: the page loads itself again, and the proxy leads to a new one.
        browser.run("document.cookie = 'signed_in=; path=/; max-age=0'");
        browser.click("[data-act=redeliver]");
        browser.sees("body", "404");
        assertThat(browser.run("return location.pathname + location.search")).isEqualTo("/oauth2/sign_in?rd=/jenvoy/");
    }
}
