package org.casewright.ui.account;

import static org.casewright.ui.part.Words.text;

import java.util.LinkedHashMap;
import java.util.Map;

/** A browser by the name that people know, out of what it says of itself. The first that fits counts: most claim to be others too. */
final class Agent {

    private static final Map<String, String> BROWSERS = inOrder(
            "Edg",
            "Edge",
            "OPR/",
            "Opera",
            "Firefox/",
            "Firefox",
            "SamsungBrowser",
            "Samsung Internet",
            "Chrome/",
            "Chrome",
            "Safari/",
            "Safari");
    private static final Map<String, String> SYSTEMS = inOrder(
            "iPhone",
            "iPhone",
            "iPad",
            "iPad",
            "Android",
            "Android",
            "Windows",
            "Windows",
            "Mac OS X",
            "macOS",
            "CrOS",
            "ChromeOS",
            "Linux",
            "Linux");

    private Agent() {}

    /** For example “Chrome on Windows”. */
    static String words(String agent) {
        var system = first(SYSTEMS, agent, "");
        var browser = first(BROWSERS, agent, text("A browser"));
        return system.isEmpty() ? browser : text("{0} on {1}", browser, system);
    }

    private static String first(Map<String, String> names, String agent, String otherwise) {
        return names.entrySet().stream()
                .filter(name -> agent.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }

    private static Map<String, String> inOrder(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (var i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
