package org.casewright.benchmark;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Requests as bytes. All contenders get the same bodies; only the list's filter is written as each understands it. */
record Requests(Contender contender, String token, List<UUID> items) {

    private static final String ITEMS = "/api/v1/bench/item";
    private static final String TICKETS = "/api/v1/bench/ticket";
    private static final List<String> STATES = List.of("OPEN", "HELD", "DONE", "GONE");
    private static final List<String> KINDS = List.of("SMALL", "MIDDLE", "LARGE");

    byte[] next(Operation operation) {
        return switch (operation) {
            case CREATE -> post(ITEMS, item());
            case CREATE_WITH_PROCESS -> post(TICKETS, ticket());
            case GET -> get(ITEMS + "/" + any(items));
            case LIST -> get(ITEMS + "?" + question());
            case COUNTED_LIST -> get(ITEMS + "?" + question() + "&count=exact");
        };
    }

    private String question() {
        var least = 500;
        return contender == Contender.CASEWRIGHT
                ? "filter="
                        + URLEncoder.encode("state = \"OPEN\" and quantity >= " + least, StandardCharsets.UTF_8)
                        + "&sort=-arrived&limit=50"
                : "state=OPEN&quantity=" + least + "&limit=50";
    }

    byte[] get(String path) {
        return bytes("GET", path, token, "", "");
    }

    private byte[] post(String path, String body) {
        return bytes("POST", path, token, "Content-Type: application/json\r\n", body);
    }

    /**
     * Any request.
     *
     * @param headers more of them, each with the end of its line
     * @param body in ASCII; empty where there is none
     */
    static byte[] bytes(String method, String path, String token, String headers, String body) {
        return (method + " " + path
                        + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: Bearer " + token
                        + "\r\n" + headers
                        + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n")
                        + "\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A new item. */
    static String item() {
        var random = ThreadLocalRandom.current();
        var number = random.nextInt(100_000, 1_000_000);
        return """
                {"title": "Item %d", "code": "AB-%d", "state": "%s", "kind": "%s", "priority": %d, "quantity": %d, \
                "price": %d.%02d, "urgent": %b, "arrived": "20%02d-%02d-%02d", "contact": "clerk%d@example.org", \
                "note": "Came with the others; to be looked at again before it leaves."}""".formatted(
                        number,
                        number,
                        any(STATES),
                        any(KINDS),
                        random.nextInt(1, 6),
                        random.nextInt(1001),
                        random.nextInt(1000),
                        random.nextInt(100),
                        random.nextBoolean(),
                        random.nextInt(15, 25),
                        random.nextInt(1, 13),
                        random.nextInt(1, 29),
                        number);
    }

    private static String ticket() {
        var random = ThreadLocalRandom.current();
        return """
                {"subject": "Ticket %d", "text": "It does not turn any more since it was moved.", "urgency": %d, \
                "due": "20%02d-%02d-%02d"}""".formatted(
                        random.nextInt(1_000_000),
                        random.nextInt(1, 4),
                        random.nextInt(25, 30),
                        random.nextInt(1, 13),
                        random.nextInt(1, 29));
    }

    private static <T> T any(List<T> list) {
        return list.get(ThreadLocalRandom.current().nextInt(list.size()));
    }
}
