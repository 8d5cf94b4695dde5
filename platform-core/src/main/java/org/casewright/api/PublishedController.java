package org.casewright.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.casewright.catalog.Catalogs;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * What anybody may have without signing in: the meta-schemas of definition files, which editors fetch; and the number of the
 * release that this node serves, by which an open form learns that there is another.
 */
@Controller
class PublishedController {

    private final Catalogs catalogs;

    PublishedController(Catalogs catalogs) {
        this.catalogs = catalogs;
    }

    /** All that lies beside one another there is published; the pattern keeps names to that folder. */
    @GetMapping("/schema/v1/{name:[a-z]+}.json")
    Answer schema(@PathVariable String name) throws IOException {
        try (var schema = PublishedController.class.getResourceAsStream("/schema/v1/" + name + ".json")) {
            return schema == null
                    ? Answer.empty(404)
                    : new Answer(200, "application/schema+json", List.of(), schema.readAllBytes())
                            .with("Cache-Control", "public, max-age=3600")
                            // Whoever may fetch it, may let a page of theirs read it.
                            .with("Access-Control-Allow-Origin", "*");
        }
    }

    @GetMapping("/served")
    Answer served() {
        var number = Long.toString(catalogs.current().release()).getBytes(StandardCharsets.US_ASCII);
        return new Answer(200, "text/plain;charset=US-ASCII", List.of(), number).with("Cache-Control", "no-store");
    }
}
