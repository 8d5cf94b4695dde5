package org.casewright.ui.browser;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Headless Chromium, with the words of a person who fills in forms. Waits for what it looks for, up to a minute. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(30);
    private static final String SHOWN = """
            const [css, fits, words] = arguments;
            const seen = (element) => {
                const box = element.getBoundingClientRect();
                return box.width > 0 && box.height > 0 && element.checkVisibility({ visibilityProperty: true });
            };
            const says = (element) => {
                const said = element.innerText.trim();
                return fits === 'IS' ? said === words : fits === 'BEGINS' ? said.startsWith(words) : said.includes(words);
            };
            const shown = [...document.querySelectorAll(css)].filter((each) => seen(each) && (!words || says(each)));
            """;
    private static final String CLICK = SHOWN + """
            const one = shown.at(arguments[3]);
            if (one) {
                one.scrollIntoView({ block: 'center' });
                one.click();
            }
            return !!one;
            """;

    private static final String CHOICES =
            "vaadin-combo-box-item:not([hidden]), vaadin-multi-select-combo-box-item:not([hidden])";

    private final ChromeDriver driver;
    private final String address;

    Browser(String address) {
        this(address, "en-US");
    }

    /** A browser whose user reads another language. */
    Browser(String address, String language) {
        this(address, language, List.of());
    }

    /** A browser with a camera that sees what the browser draws, and whose user lets pages look through it. */
    static Browser withCamera(String address) {
        return new Browser(
                address, "en-US", List.of("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"));
    }

    private Browser(String address, String language, List<String> more) {
        this.address = address;
        try {
            var options = new ChromeOptions();
            options.setBinary("/usr/bin/chromium");
            options.addArguments(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--force-prefers-reduced-motion",
                    "--lang=" + language,
                    "--accept-lang=" + language,
                    "--window-size=1440,900",
                    "--user-data-dir=" + Files.createTempDirectory("casewright-chromium"));
            options.addArguments(more);
            var log = new LoggingPreferences();
            log.enable(LogType.BROWSER, Level.ALL);
            options.setCapability("goog:loggingPrefs", log);
            var service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(new File("/usr/bin/chromedriver"))
                    .build();
            driver = new ChromeDriver(service, options);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void signIn(String name) {
        knock(name, RunningApplication.PASSWORD);
        find("vaadin-app-layout");
        settle();
    }

    /** As somebody else finds it: nobody is signed in, and the window is as it was. */
    Browser fresh() {
        driver.manage().deleteAllCookies();
        light();
        return this;
    }

    /** Tries to sign in, whatever comes of it. */
    void knock(String name, String password) {
        driver.manage().deleteAllCookies();
        open("/sign-in");
        typeInto("input[name=username]", name);
        typeInto("input[name=password]", password, Keys.ENTER);
    }

    void open(String path) {
        driver.get(address + path);
        settle();
    }

    /** The width of a phone, which a window itself cannot have. */
    void phone() {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 1, "mobile", false));
    }

    /** The system prefers dark. */
    void dark() {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
    }

    /** The window and the colours as they were. */
    void light() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    }

    /** As a language that is written from right to left has it. */
    void rightToLeft() {
        driver.executeScript("document.documentElement.dir = 'rtl'");
        settle();
    }

    /** A colour of the page, as the browser computed it. */
    String ground(String css) {
        return said(css, "getComputedStyle(one).backgroundColor");
    }

    /** Presses keys where the focus is. */
    void keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
        settle();
    }

    /** Presses a key while others are held. */
    void chord(CharSequence... keys) {
        var actions = new Actions(driver);
        var last = keys.length - 1;
        for (var held = 0; held < last; held++) {
            actions.keyDown(keys[held]);
        }
        actions.sendKeys(keys[last]);
        for (var held = last - 1; held >= 0; held--) {
            actions.keyUp(keys[held]);
        }
        actions.perform();
        settle();
    }

    /** Goes on from field to field, by the key for it, until that of this pointer has the focus. */
    void tabTo(String pointer) {
        for (var far = 0; far < 40 && !pointer.equals(focus()); far++) {
            keys(Keys.TAB);
        }
        focused(pointer);
    }

    /** Types into the field of choices that has the focus, and takes by its key what begins with these words once that is offered. */
    void keyChoice(String words) {
        keys(words);
        one("choice", CHOICES, Fits.BEGINS, words);
        keys(Keys.ENTER);
    }

    /** Waits till the field of this pointer has the focus. */
    void focused(String pointer) {
        wait("focus on " + pointer).until(any -> pointer.equals(focus()));
    }

    /** The pointer of the field that has the focus, or the class of what has it. */
    String focus() {
        return String.valueOf(
                driver.executeScript("const on = document.activeElement, field = on.closest('[data-field]');"
                        + "return field ? field.getAttribute('data-field') : on.closest('[class]').className"));
    }

    /** Opens the line of a table that begins with these words. */
    void line(String words) {
        click(".box tr[tabindex]", words);
    }

    /** Follows the menu. */
    void menu(String words) {
        again(
                "menu " + words,
                () -> one("menu", "vaadin-side-nav-item", Fits.BEGINS, words).click());
        settle();
    }

    /** Opens a tab. */
    void tab(String words) {
        click("vaadin-tab", words);
    }

    /** How far down the list a line stands that says these words, in pixels. */
    int height(String words) {
        return first(
                "line of the list",
                () -> shown("vaadin-grid-cell-content", Fits.IS, words).stream()
                        .map(cell -> cell.getRect().getY())
                        .min(Integer::compare));
    }

    /** What a field says is wrong with it; empty for nothing. */
    String wrong(String pointer) {
        return said("[data-field='" + pointer + "']", "one.invalid ? one.errorMessage : ''");
    }

    String value(String pointer) {
        return said(input(pointer), "one.value");
    }

    /** Where the value of a field is typed. */
    private static String input(String pointer) {
        return "[data-field='" + pointer + "'] input, [data-field='" + pointer + "'] textarea";
    }

    /** Waits until an element says these words. */
    void says(String css, String words) {
        one("element", css, Fits.SAYS, words);
    }

    /** Waits until a field that is no property of a record holds a value. */
    void contains(String css, String value) {
        wait(css + " to hold " + value).until(any -> value.equals(said(css + " input", "one.value")));
    }

    /** Waits until a field holds a value. */
    void holds(String pointer, String value) {
        wait(pointer + " to hold " + value).until(any -> value(pointer).equals(value));
    }

    /** Waits until nothing of this kind is seen any more. */
    void gone(String css) {
        wait("no " + css).until(any -> shown(css, Fits.BEGINS, "").isEmpty());
    }

    /** Waits until these words are gone from the page. */
    void readsNoMore(String words) {
        wait("no “" + words + "”").until(any -> !text().contains(words));
    }

    /** Waits until the page has said and heard everything. */
    void settle() {
        until(
                () -> Boolean.TRUE.equals(
                        driver.executeScript(
                                "return document.readyState === 'complete' && (!window.Vaadin || !window.Vaadin.Flow"
                                        + " || Object.values(window.Vaadin.Flow.clients || {}).every(c => !c.isActive || !c.isActive()))")));
    }

    /** Waits till it is seen. */
    void find(String css) {
        element(css);
    }

    /** What the first that is seen says. */
    String text(String css) {
        return lines(said(css, "one.innerText"));
    }

    /** As it is read: a line for each part, without what keeps columns and cells apart. */
    private static String lines(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
    }

    /** What an attribute of the first that is seen says; empty where it has none. */
    String attribute(String css, String name) {
        return said(css, "one.getAttribute('" + name + "') ?? ''");
    }

    /** Looks and reads in one go: what was found a moment ago may have been drawn anew. */
    private String said(String css, String expression) {
        return first(
                css,
                () -> Optional.ofNullable((List<?>) driver.executeScript(
                                SHOWN + "const one = shown[0]; return one ? [" + expression + "] : null;",
                                css,
                                Fits.BEGINS.name(),
                                ""))
                        .map(found -> String.valueOf(found.getFirst())));
    }

    private WebElement element(String css) {
        return one("element", css, Fits.BEGINS, "");
    }

    /** How an element's words are compared with those that are looked for. */
    private enum Fits {
        IS,
        BEGINS,
        SAYS
    }

    /** The first element that is seen and says this; waits for it. */
    private WebElement one(String what, String css, Fits fits, String words) {
        return first(
                what + " " + (words.isEmpty() ? css : words),
                () -> shown(css, fits, words).stream().findFirst());
    }

    /** The elements that are seen and say this, now. One question to the browser, however many there are. */
    @SuppressWarnings("unchecked")
    private List<WebElement> shown(String css, Fits fits, String words) {
        return (List<WebElement>)
                Objects.requireNonNull(driver.executeScript(SHOWN + "return shown;", css, fits.name(), words));
    }

    private <T> T first(String what, Supplier<Optional<T>> look) {
        var found = new AtomicReference<Optional<T>>(Optional.empty());
        wait(what).until(any -> {
            found.set(look.get());
            return found.get().isPresent();
        });
        return found.get().orElseThrow();
    }

    private WebDriverWait wait(String what) {
        var wait = new WebDriverWait(driver, PATIENCE);
        wait.withMessage(() -> what + " on " + driver.getCurrentUrl() + ":\n" + text());
        wait.pollingEvery(LOOK_AGAIN);
        wait.ignoreAll(List.of(StaleElementReferenceException.class, ElementNotInteractableException.class));
        return wait;
    }

    /** Does it anew when the page drew it anew meanwhile, as a person would who meant the field and not the element. */
    private void again(String what, Runnable deed) {
        wait(what).until(any -> {
            deed.run();
            return true;
        });
    }

    private void until(Supplier<Boolean> condition) {
        wait("the page to settle").until(any -> condition.get());
    }

    /** Waits for words anywhere on the page. */
    void reads(String words) {
        wait("“" + words + "”").until(any -> text().contains(words));
    }

    /** How many there are, seen or not. */
    int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    /** Seconds for which pages have waited for the server, of the page that is open now: when it was loaded, and since. */
    Waited waited() {
        var answer = (List<?>) Objects.requireNonNull(driver.executeScript(
                "return [performance.timeOrigin, performance.getEntries().filter(each => each.entryType === 'navigation'"
                        + " || /[?&]v-r=(init|uidl)/.test(each.name))"
                        + ".reduce((all, each) => all + each.responseEnd - each.requestStart, 0) / 1000]"));
        return new Waited(((Number) answer.getFirst()).doubleValue(), ((Number) answer.getLast()).doubleValue());
    }

    /** How long a page has waited for the server; another page begins anew. */
    record Waited(double page, double seconds) {
        double since(Waited before) {
            return page == before.page ? seconds - before.seconds : seconds;
        }
    }

    String text() {
        return String.valueOf(driver.executeScript("return document.body.innerText"));
    }

    String path() {
        return String.valueOf(driver.executeScript("return location.pathname"));
    }

    /** What comes when a link is followed, as text. */
    String download(String css) {
        var link = said(css, "one.href");
        return String.valueOf(driver.executeAsyncScript(
                "const told = arguments[1]; fetch(arguments[0]).then(answer => answer.text()).then(told)", link));
    }

    void isAt(String path) {
        wait("to be at " + path).until(any -> path().equals(path));
    }

    void click(String css) {
        click(css, "", 0);
    }

    /** Clicks the first that is seen and begins with these words. */
    void click(String css, String words) {
        click(css, words, 0);
    }

    /** Looks and clicks in one go: what was found a moment ago may have been drawn anew. */
    private void click(String css, String words, int which) {
        wait(css + " " + words)
                .until(any -> Boolean.TRUE.equals(driver.executeScript(CLICK, css, Fits.BEGINS.name(), words, which)));
        settle();
    }

    /** Presses the button that begins with these words. */
    void press(String words) {
        click("vaadin-button", words);
    }

    /** Fills in a field: typed text, a date as the field shows dates, or the title of a choice. */
    void fill(String pointer, String value) {
        again(pointer, () -> fill(element("[data-field='" + pointer + "']"), value));
    }

    /** The same for the last field of this name: that of the innermost record which was begun last. */
    void fillLast(String pointer, String value) {
        again(pointer, () -> fill(last("[data-field='" + pointer + "']"), value));
    }

    /** Clicks the last that is seen. */
    void clickLast(String css) {
        click(css, "", -1);
    }

    private WebElement last(String css) {
        return first(css, () -> shown(css, Fits.BEGINS, "").stream().reduce((one, other) -> other));
    }

    /** Chooses a file of this machine for a field. */
    void attach(String pointer, Path file) {
        again(
                pointer,
                () -> element("[data-field='" + pointer + "'] vaadin-upload")
                        .getShadowRoot()
                        .findElement(By.cssSelector("input[type=file]"))
                        .sendKeys(file.toString()));
    }

    /** What a page wanted to tell its server: to which address, and what. */
    record Said(String path, String body) {}

    /** What the page would tell its server if a button were pressed; that, and all that comes behind it, stays with us. */
    Said withheld(String button) {
        driver.executeScript("""
                const open = XMLHttpRequest.prototype.open;
                XMLHttpRequest.prototype.open = function (method, url) {
                    this.withheld = new URL(url, document.baseURI);
                    return open.apply(this, arguments);
                };
                XMLHttpRequest.prototype.send = function (body) {
                    window.withheld ??= [this.withheld.pathname + this.withheld.search, body];
                };""");
        wait(button)
                .until(any -> Boolean.TRUE.equals(
                        driver.executeScript(CLICK, "vaadin-button", Fits.BEGINS.name(), button, 0)));
        return first(
                "what is told",
                () -> Optional.ofNullable((List<?>) driver.executeScript("return window.withheld || null"))
                        .map(said -> new Said(String.valueOf(said.getFirst()), String.valueOf(said.getLast()))));
    }

    /** The address, without its server, that an element's property names. */
    String path(String css, String property) {
        return said(css, "(at => at.pathname + at.search)(new URL(one['" + property + "'], document.baseURI))");
    }

    /** By what the server knows the browser, as a header says it. */
    String cookies() {
        return driver.manage().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** Waits till a picture is seen that was loaded and is so wide. */
    void seesPicture(String css, long width) {
        wait("a picture of width " + width)
                .until(any -> shown(css, Fits.BEGINS, "").stream()
                        .anyMatch(image -> Objects.equals(
                                driver.executeScript(
                                        "return arguments[0].complete ? arguments[0].naturalWidth : 0", image),
                                width)));
    }

    private void fill(WebElement field, String value) {
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", field);
        switch (field.getTagName()) {
            case "vaadin-select" -> choose(field, value);
            case "vaadin-radio-group" -> pressRadio(field, value);
            case "vaadin-combo-box", "vaadin-multi-select-combo-box" -> pick(field, value);
            default -> type(field, value);
        }
        settle();
    }

    /** Types into a field that is no property of a record. */
    void type(String css, String value) {
        again(css, () -> type(element(css), value));
        settle();
    }

    /** Picks in a field that is no property of a record: what begins with these words. */
    void pick(String css, String words) {
        again(css, () -> pick(element(css), words));
        settle();
    }

    /** Chooses in a list of a few that is no property of a record. */
    void choose(String css, String words) {
        again(css, () -> choose(element(css), words));
        settle();
    }

    /** Where it is, with what the address asks. */
    String address() {
        return String.valueOf(driver.getCurrentUrl());
    }

    /** Types where something stands already, or nothing; stays there. */
    void typeInto(String css, CharSequence... words) {
        again(css, () -> element(css).sendKeys(words));
    }

    private static void type(WebElement field, String value) {
        var input = field.getTagName().equals("input") ? field : field.findElement(By.cssSelector("input, textarea"));
        input.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE, value, Keys.TAB);
    }

    private void pick(WebElement field, String value) {
        var input = field.findElement(By.cssSelector("input"));
        input.sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
        input.sendKeys(value);
        settle();
        one("choice", CHOICES, Fits.BEGINS, value).click();
        input.sendKeys(Keys.TAB);
    }

    private void choose(WebElement field, String value) {
        driver.executeScript("arguments[0].opened = true", field);
        // What another field shows as its value is an item too.
        one("choice", "vaadin-select-item:not([id^='value-'])", Fits.IS, value).click();
    }

    private void pressRadio(WebElement field, String value) {
        var radio = field.findElements(By.cssSelector("vaadin-radio-button")).stream()
                .filter(each -> each.getText().strip().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no choice " + value));
        driver.executeScript("arguments[0].querySelector('input').click()", radio);
    }

    /** Types into a field of choices, and waits until the choice of these words is offered, or that of making such a record. */
    void offered(String pointer, String words, String choice) {
        var input = "[data-field='" + pointer + "'] input";
        if (!said(input, "one.value").isEmpty()) {
            typeInto(input, Keys.chord(Keys.CONTROL, "a"), Keys.BACK_SPACE);
        }
        typeInto(input, words);
        settle();
        one("choice", CHOICES, Fits.SAYS, choice);
    }

    /** What a field of choices offers now. */
    List<String> offers() {
        return shown(CHOICES, Fits.BEGINS, "").stream().map(WebElement::getText).toList();
    }

    /** Types into a field and stays in it. */
    void typing(String pointer, String words) {
        typeInto(input(pointer), words);
    }

    /** The browser is gone from one moment to the next; nothing is said to the server any more. */
    void crash() {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of("offline", true, "latency", 0, "downloadThroughput", 0, "uploadThroughput", 0));
        driver.quit();
    }

    /** As it is printed. */
    void onPaper() {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", "print"));
    }

    /** As it is seen again. */
    void onScreen() {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", ""));
    }

    /** What the page would do after a minute it does at once from now on, until another is loaded. */
    void hurry() {
        driver.executeScript("const wait = window.setTimeout;"
                + "window.setTimeout = (what, time, ...rest) => wait(what, time === 60000 ? 1 : time, ...rest)");
    }

    /** All of the page, seen or not. */
    String source() {
        return String.valueOf(driver.executeScript("return document.documentElement.outerHTML"));
    }

    /** Printing opens no dialog, which nobody would close. */
    void withoutPrinter() {
        driver.executeScript("window.print = () => { window.printed = true; }");
    }

    /** Waits till the page was sent to the printer. */
    void wasPrinted() {
        wait("to be printed").until(any -> Boolean.TRUE.equals(driver.executeScript("return window.printed === true")));
    }

    /** What a record's page says beside a name. */
    String fact(String name) {
        return first(
                "fact " + name,
                () -> shown(".dl > div", Fits.BEGINS, name).stream()
                        .map(fact -> fact.getText().strip().split("\n", 2))
                        .filter(fact -> fact.length == 2 && fact[0].equals(name))
                        .map(fact -> fact[1])
                        .findFirst());
    }

    /** What axe finds against WCAG 2.2 AA on the page as it is shown now: the rule, and where. */
    List<String> barriers() {
        var first = found();
        // Colours inside of components pass over from one scheme to the other, which nobody else can wait for.
        return first.isEmpty() ? first : found();
    }

    private List<String> found() {
        if (!Boolean.TRUE.equals(driver.executeScript("return 'axe' in window"))) {
            driver.executeScript(axe());
        }
        return ((List<?>) Objects.requireNonNull(driver.executeAsyncScript("""
                const told = arguments[arguments.length - 1];
                const frame = () => new Promise(next => requestAnimationFrame(next));
                const ends = each => each.effect.getComputedTiming().endTime < Infinity;
                frame().then(frame)
                    .then(() => Promise.all(document.getAnimations().filter(ends).map(each => each.finished.catch(() => 0))))
                    .then(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }))
                    .then(found => told(found.violations.flatMap(rule => rule.nodes.map(node =>
                        rule.id + ': ' + node.target.flat().join(' ') + ' ' + node.html.slice(0, 150) + ' '
                            + node.any.concat(node.all, node.none).map(each => each.message).join('; ').slice(0, 200)))))
                    .catch(failed => told(['axe failed: ' + failed]));""")))
                .stream().map(String::valueOf).toList();
    }

    private static String axe() {
        try (var script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The narrowest width at which everything is to be usable. */
    void narrow() {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 360, "height", 740, "deviceScaleFactor", 1, "mobile", false));
        settle();
    }

    /** What can be read on the page: each text by itself, labels for readers, titles and placeholders too. */
    List<String> words() {
        return ((List<?>) Objects.requireNonNull(driver.executeScript("""
                const found = new Set();
                const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                while (walk.nextNode()) {
                    if (!walk.currentNode.parentElement.closest('script, style')) found.add(walk.currentNode.data.trim());
                }
                for (const name of ['aria-label', 'placeholder', 'title', 'label', 'helper-text']) {
                    document.querySelectorAll(`[${name}]`).forEach(each => found.add(each.getAttribute(name).trim()));
                }
                return [...found];""")))
                .stream().map(String::valueOf).toList();
    }

    List<String> texts(String css) {
        return ((List<?>) Objects.requireNonNull(driver.executeScript(
                        SHOWN
                                + "return [...document.querySelectorAll(css)].map(each => seen(each) ? each.innerText : '');",
                        css,
                        Fits.BEGINS.name(),
                        "")))
                .stream().map(String::valueOf).map(Browser::lines).toList();
    }

    /** Chooses a task in the inbox. */
    void chooseTask(String words) {
        again(
                "task " + words,
                () -> one("task", "[data-task]", Fits.SAYS, words).click());
        settle();
    }

    /** Opens the task about somebody. */
    void openTask(String who) {
        var task = first(
                "task about " + who,
                () -> shown("[data-task]", Fits.SAYS, who).stream()
                        .map(each -> each.getDomAttribute("data-task"))
                        .findFirst());
        open("/task/" + task);
        find(".task");
    }

    /** How much wider the page is than its window, in pixels; 0 when it fits. */
    long overflow() {
        return ((Number)
                        Objects.requireNonNull(
                                driver.executeScript(
                                        "return Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)")))
                .longValue();
    }

    void picture(String name) {
        try {
            var folder = Files.createDirectories(Path.of("target", "pictures"));
            Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing that the pages do may be against what they allow themselves, or it would be missing. */
    @Override
    public void close() {
        var refused = driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> message.contains("Content Security Policy"))
                .distinct()
                .toList();
        driver.quit();
        if (!refused.isEmpty()) {
            throw new AssertionError("The browser refused: " + refused);
        }
    }
}
