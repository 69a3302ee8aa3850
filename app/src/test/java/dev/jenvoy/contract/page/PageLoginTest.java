package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.HookRequest;
import dev.jenvoy.contract.kit.TestServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** Tests signing in with the admin token, in a real browser. */
@ExtendWith(Browsing.class)
class PageLoginTest {

    private static final String TOKEN = "planted-admin-token-1f0c9a7be1d243";

    private TestServer site;
    private Browser browser;

    @BeforeEach
    void start(@TempDir Path folder, Browser browser) throws Exception {
        this.browser = browser;
        site = TestServer.in(folder).with("admin_token", TOKEN).start();
        site.send(HookRequest.push());
    }

    @AfterEach
    void stop() {
        site.close();
    }

    @Test
    void only_the_token_opens_the_page() {
        browser.open(site, "deliveries").sees("h1", "Sign in to Jenvoy");
        assertThat(browser.texts(".row")).isEmpty();
        browser.screenshot("sign-in");

        browser.type("#token", "wrong").press(Keys.ENTER).sees(".wrong", "This is no admin token.");
        browser.type("#token", TOKEN).press(Keys.ENTER).sees(".row", "push");

        assertThat(browser.run("return document.cookie")).isEqualTo("");
        browser.reload();
        browser.sees(".row", "push");
    }

    @Test
    void one_arrives_where_one_wanted_to_go_and_can_leave() {
        browser.open(site, "configuration").type("#token", TOKEN).press(Keys.ENTER);
        browser.sees("h1", "Configuration").sees(".config", "admin_token").sees(".config", "(set)");
        assertThat(browser.text("body")).doesNotContain(TOKEN).doesNotContain(TestServer.SECRET);

        browser.click(".top .button", "Sign out").sees("h1", "Sign in to Jenvoy");
        browser.reload();
        browser.sees("h1", "Sign in to Jenvoy");
    }

    @Test
    void a_session_that_ended_asks_for_the_token_again() {
        browser.open(site, "deliveries").type("#token", TOKEN).press(Keys.ENTER).sees(".row", "push");

        browser.forgetCookies();
        browser.press("3");

        browser.sees("h1", "Sign in to Jenvoy");
        browser.type("#token", TOKEN).press(Keys.ENTER).sees("h1", "Hooks");
    }
}
