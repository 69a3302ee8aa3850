package dev.jenvoy.contract.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.jenvoy.contract.kit.Eventually;
import dev.jenvoy.contract.kit.TestServer;
import dev.jenvoy.machine.Component;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Drives Debian's Chromium like a person. Waits for what it touches; never downloads anything. */
public final class Browser implements AutoCloseable {

    /** Screenshots that are kept after the build. */
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** A reference is kept, because an unreferenced logger loses its level. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    private final Path profile;
    private final ChromeDriver driver;

    private Browser(Path profile, ChromeDriver driver) {
        this.profile = profile;
        this.driver = driver;
    }

    static Browser start() {
        Component.need("chromium");
        Component.need("chromedriver");
        SELENIUM.setLevel(Level.OFF);
        try {
            Path profile = Files.createTempDirectory("jenvoy-browser");
            LoggingPreferences logs = new LoggingPreferences();
            logs.enable(LogType.BROWSER, Level.ALL);
            ChromeOptions options = new ChromeOptions();
            options.setBinary(program("chromium"));
            options.addArguments(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-component-extensions-with-background-pages",
                    "--disable-extensions",
                    "--disable-sync",
                    "--disable-dev-shm-usage",
                    "--hide-scrollbars",
                    "--lang=en-US",
                    "--user-data-dir=" + profile);
            options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(program("chromedriver"))
                    .usingAnyFreePort()
                    .withSilent(true)
                    .build();
            return new Browser(profile, new ChromeDriver(service, options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static File program(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow()
                .toFile();
    }

    /** Resets the browser: a desktop in light colours, without cookies and choices. */
    Browser fresh() {
        driver.get("about:blank");
        forgetCookies();
        light();
        desktop();
        complaints();
        return this;
    }

    void forgetCookies() {
        devtools("Network.clearBrowserCookies", Map.of());
    }

    /** Opens a place of a site's page, for example {@code deliveries/3}. */
    public Browser open(TestServer site, String place) {
        return open("http://127.0.0.1:" + site.adminAddress().getPort() + "/#/" + place);
    }

    /** Opens an address. */
    Browser open(String address) {
        driver.get("about:blank");
        driver.get(address);
        return this;
    }

    void reload() {
        driver.navigate().refresh();
    }

    void back() {
        driver.navigate().back();
    }

    /** Returns the hash of the address bar. */
    String place() {
        return String.valueOf(URI.create(driver.getCurrentUrl()).getRawFragment());
    }

    String title() {
        return driver.getTitle();
    }

    /** Runs a script and returns its result. */
    public Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Returns the visible texts of a selector, in order. */
    @SuppressWarnings("unchecked")
    public List<String> texts(String selector) {
        return (List<String>) run(
                "return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility())"
                        + ".map((e) => e.innerText.trim())",
                selector);
    }

    /** Returns the first text; empty if nothing is found. */
    String text(String selector) {
        return texts(selector).stream().findFirst().orElse("");
    }

    /** Waits until an element of the selector contains these words. */
    public Browser sees(String selector, String words) {
        eventually(() -> assertThat(texts(selector)).as(selector).anyMatch(text -> text.contains(words)));
        return this;
    }

    Browser click(String selector) {
        touch(() -> element(selector).click());
        return this;
    }

    /** Clicks the element with exactly these words. */
    Browser click(String selector, String words) {
        touch(() -> driver.findElements(By.cssSelector(selector)).stream()
                .filter(one -> one.getText().strip().equals(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + selector + " with " + words))
                .click());
        return this;
    }

    /** Replaces the content of a field. */
    Browser type(String selector, String words) {
        touch(() -> {
            WebElement field = element(selector);
            field.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
            field.sendKeys(words);
        });
        return this;
    }

    /** Presses keys at the focus. */
    Browser press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
        return this;
    }

    /** Tries until the element exists and stays in place for a moment. */
    private static void touch(Runnable act) {
        eventually(() -> {
            try {
                act.run();
            } catch (WebDriverException e) {
                throw new AssertionError(e.getMessage(), e);
            }
        });
    }

    private WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    Browser dark() {
        return scheme("dark");
    }

    Browser light() {
        return scheme("light");
    }

    private Browser scheme(String scheme) {
        devtools(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    Browser phone() {
        return size(360, 740, true);
    }

    Browser desktop() {
        return size(1280, 860, false);
    }

    /** Makes the window this wide, in pixels, without a phone's rules. */
    Browser wide(int width) {
        return size(width, 1000, false);
    }

    private Browser size(int width, int height, boolean phone) {
        devtools(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
        return this;
    }

    private void devtools(String command, Map<String, Object> arguments) {
        driver.executeCdpCommand(command, arguments);
    }

    /** Returns the browser's complaints since the last call: faults, blocked loads, violations of the policy. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Saves a screenshot under {@code target/screenshots}. */
    public void screenshot(String name) {
        try {
            Path file = SCREENSHOTS.resolve(name + ".png");
            Files.createDirectories(file.resolveSibling(""));
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
        // The last of its processes may still be writing there.
        Eventually.within(Duration.ofSeconds(10), () -> remove(profile.toFile()));
    }

    private static void remove(File file) {
        File[] inside = Files.isSymbolicLink(file.toPath()) ? null : file.listFiles();
        if (inside != null) {
            Arrays.stream(inside).forEach(Browser::remove);
        }
        assertThat(file.delete()).as("deleted " + file).isTrue();
    }

    /** Looks less often than other tests: each look is work for a browser that is to get on meanwhile. */
    private static void eventually(ThrowingRunnable condition) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(60))
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(condition);
    }
}
