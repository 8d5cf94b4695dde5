package org.casewright.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A browser without a screen: signs in, loads a page, goes on in it, and enters something. It sends what a browser sends, in the same
 * requests; what the fields of a page answer by themselves once they are drawn is sent as well.
 */
final class Visitor implements AutoCloseable {

    /** The request's header that says for what it is measured; the server's log of requests has it. */
    static final String KIND = "X-Kind";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int BODY = 1;
    private static final int PROPERTIES = 1;
    private static final int ATTRIBUTES = 3;
    private static final int LISTENERS = 4;
    private static final Pattern SIGN_IN = Pattern.compile("\"key\":\"value\",\"feat\":3,\"value\":\"([^\"]{40,})\"");

    private static final String SCREEN =
            "&v-sh=900&v-sw=1400&v-wh=900&v-ww=1400&v-bh=900&v-bw=1400&v-curdate=1796117246578"
                    + "&v-tzo=0&v-dstd=0&v-rtzo=0&v-dston=false&v-tzid=UTC&v-td=false&v-pr=1&v-np=Linux&v-cs=light&v-pv=VISIBLE"
                    + "&v-tn=lumo";

    /** What fields tell once they are drawn, unless the server has said it before. */
    private static final Map<String, Object> DRAWN =
            Map.of("value", "", "filter", "", "opened", false, "checked", false);

    private final Connection connection;
    private String kind = "";
    private String cookie = "";
    private int requests;

    private String token = "";
    private int ui = -1;
    private int sync;
    private int client;
    /** Name of a listener's constant -> what it sends. */
    private final Map<String, JsonNode> constants = new HashMap<>();

    private final Map<String, Integer> fields = new LinkedHashMap<>();
    /** What is named for those who do not see it. */
    private final Map<String, Integer> named = new HashMap<>();

    private final Map<Integer, Map<String, JsonNode>> properties = new HashMap<>();
    /** What the page has yet to tell of itself. */
    private ArrayNode drawn = JSON.createArrayNode();

    private int grid;
    private int calls;

    Visitor(int port) {
        this.connection = new Connection(port);
    }

    /** What is asked from now on is measured as this. */
    Visitor as(String what) {
        kind = what;
        return this;
    }

    /** How many requests were sent. */
    int requests() {
        return requests;
    }

    void signIn(String name, String password) {
        load("/sign-in", "", "", "");
        var found = SIGN_IN.matcher(last());
        if (!found.find()) {
            throw new IllegalStateException("the sign-in page has no token");
        }
        var form = "username=" + name + "&password=" + password + "&_csrf=" + found.group(1);
        if (send("POST", "/sign-in", "application/x-www-form-urlencoded", form) != 302) {
            throw new IllegalStateException("not signed in as " + name);
        }
        ui = -1;
    }

    /** As where an address is typed: the document, the application's beginning, and then the page. */
    void load(String path) {
        load(path, "document", "begin", "page");
    }

    private void load(String path, String document, String begin, String page) {
        var measured = kind;
        if (ui >= 0) {
            as("");
            post(JSON.createArrayNode(), true);
        }
        as(measured.isEmpty() ? "" : measured + ", " + document);
        send("GET", path, "", "");
        as(measured.isEmpty() ? "" : measured + ", " + begin);
        send(
                "GET",
                "/?v-r=init&location=" + URLEncoder.encode(path.substring(1), StandardCharsets.UTF_8) + "&query="
                        + SCREEN,
                "",
                "");
        begin(JSON.readTree(last()).path("appConfig"));
        as(measured.isEmpty() ? "" : measured + ", " + page);
        go(path);
        as(measured);
    }

    private void begin(JsonNode application) {
        ui = application.path("v-uiId").asInt();
        token = application.path("uidl").path("Vaadin-Security-Key").asString("");
        sync = 0;
        client = 0;
        constants.clear();
        properties.clear();
        read(application.path("uidl"));
    }

    /** To another page, as by a link of the page that is open. */
    void go(String path) {
        fields.clear();
        named.clear();
        drawn = JSON.createArrayNode();
        var data = JSON.createObjectNode()
                .put("route", path.substring(1))
                .put("query", "")
                .put("appShellTitle", "Casewright")
                .put("trigger", "client");
        data.putObject("historyState").put("idx", 0);
        tell(event(BODY, "ui-navigate", data));
    }

    /** Tells what a browser tells once it has drawn the page. */
    void draw() {
        var all = drawn;
        drawn = JSON.createArrayNode();
        var measured = kind;
        as("");
        post(all, false);
        as(measured);
    }

    /** Writes into a field of one line and leaves it. */
    void enter(String field, String value) {
        tell(property(node(field), "value", value), event(node(field), "change", JSON.createObjectNode()));
    }

    /** Chooses one of the buttons of a field, by its place. */
    void choose(String field, int number) {
        tell(
                property(node(field), "value", Integer.toString(number)),
                event(node(field), "value-changed", JSON.createObjectNode()));
    }

    /** Comes near to these sections of a form, which are then built. */
    void near(List<String> sections) {
        tell(sections.stream()
                .map(section ->
                        call(Objects.requireNonNull(named.get(section), section), "near", JSON.createArrayNode()))
                .toArray(ObjectNode[]::new));
    }

    /** Scrolls the list, which then asks for these rows. */
    void scroll(int from, int to) {
        tell(call(grid, "setViewportRange", JSON.createArrayNode().add(from).add(to - from)));
    }

    /** Sorts the list by a column, by its place. */
    void sort(int column, boolean descending) {
        var sorters = JSON.createArrayNode();
        sorters.addObject().put("path", "col" + column).put("direction", descending ? "desc" : "asc");
        tell(call(grid, "sortersChanged", JSON.createArrayNode().add(sorters)));
    }

    /** Whether the page that is open has the field. */
    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** What the server answered last. */
    String last() {
        try {
            return connection.text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int node(String field) {
        var node = fields.get(field);
        if (node == null) {
            throw new IllegalStateException("no field " + field + " in " + last());
        }
        return node;
    }

    private static ObjectNode event(int node, String name, ObjectNode data) {
        var event =
                JSON.createObjectNode().put("type", "event").put("node", node).put("event", name);
        event.set("data", data);
        return event;
    }

    private static ObjectNode property(int node, String name, String value) {
        return JSON.createObjectNode()
                .put("type", "mSync")
                .put("node", node)
                .put("feature", PROPERTIES)
                .put("property", name)
                .put("value", value);
    }

    private ObjectNode call(int node, String method, ArrayNode arguments) {
        calls++;
        var call = JSON.createObjectNode()
                .put("type", "publishedEventHandler")
                .put("node", node)
                .put("templateEventMethodName", method);
        call.set("templateEventMethodArgs", arguments);
        return call.put("promise", calls);
    }

    private void tell(ObjectNode... told) {
        var all = JSON.createArrayNode();
        List.of(told).forEach(all::add);
        post(all, false);
    }

    private void post(ArrayNode told, boolean leaving) {
        var message = JSON.createObjectNode().put("csrfToken", token);
        message.set("rpc", told);
        if (leaving) {
            message.put("UNLOAD", true);
        } else {
            message.put("syncId", sync).put("clientId", client);
        }
        client++;
        var status = send("POST", "/?v-r=uidl&v-uiId=" + ui, "application/json; charset=UTF-8", message.toString());
        if (status != 200) {
            throw new IllegalStateException(status + " " + last());
        }
        if (!leaving) {
            read(JSON.readTree(last()));
        }
    }

    /** Takes what of an answer is needed to go on. */
    private void read(JsonNode answer) {
        if (answer.has("meta")) {
            throw new IllegalStateException("the application says " + answer.path("meta"));
        }
        sync = answer.path("syncId").asInt(sync);
        answer.path("constants").properties().forEach(each -> constants.put(each.getKey(), each.getValue()));
        for (var change : answer.path("changes")) {
            if (change.path("type").asString("").equals("put")) {
                put(change);
            }
        }
    }

    private void put(JsonNode change) {
        var node = change.path("node").asInt();
        var key = change.path("key").asString("");
        switch (change.path("feat").asInt()) {
            case 0 -> {
                if (key.equals("tag") && change.path("value").asString("").equals("vaadin-grid")) {
                    grid = node;
                }
            }
            case PROPERTIES ->
                properties.computeIfAbsent(node, any -> new HashMap<>()).put(key, change.path("value"));
            case ATTRIBUTES -> {
                if (key.equals("data-field")) {
                    fields.put(change.path("value").asString(""), node);
                } else if (key.equals("aria-label")) {
                    named.put(change.path("value").asString(""), node);
                }
            }
            case LISTENERS ->
                listens(node, key, constants.getOrDefault(change.path("value").asString(""), JSON.createObjectNode()));
            default -> {
                // Styles, classes and the like are drawn, and that is all.
            }
        }
    }

    private void listens(int node, String event, JsonNode sent) {
        for (var name : sent.propertyNames()) {
            var property = name.startsWith("}") ? name.substring(1) : "";
            if (DRAWN.containsKey(property) && event.equals(property + "-changed")) {
                drawn.add(event(node, event, JSON.createObjectNode()));
                var known = properties.getOrDefault(node, Map.of()).get(property);
                var told = JSON.createObjectNode()
                        .put("type", "mSync")
                        .put("node", node)
                        .put("feature", PROPERTIES)
                        .put("property", property);
                told.set("value", known == null ? JSON.valueToTree(DRAWN.get(property)) : known);
                drawn.add(told);
            }
        }
    }

    private int send(String method, String path, String type, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n"
                + "Accept-Language: en\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0.0.0 Safari/537.36\r\n"
                + (kind.isEmpty() ? "" : KIND + ": " + kind + "\r\n")
                + (cookie.isEmpty() ? "" : "Cookie: " + cookie + "\r\n")
                + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\nContent-Length: " + bytes.length + "\r\n")
                + "\r\n";
        var request = new byte[head.length() + bytes.length];
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, request, 0, head.length());
        System.arraycopy(bytes, 0, request, head.length(), bytes.length);
        try {
            requests++;
            var status = connection.exchange(request);
            cookie = connection.cookie();
            return status;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends nothing for now; the session stays open. */
    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
