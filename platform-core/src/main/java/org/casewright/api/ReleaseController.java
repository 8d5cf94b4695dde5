package org.casewright.api;

import jakarta.servlet.http.HttpServletRequest;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalogs;
import org.casewright.entity.JsonValues;
import org.casewright.release.KeptReleases;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Which definitions are served, and since when. Neither their files and plans, which say what the asker may not know, nor who
 * applied them.
 */
@Controller
class ReleaseController {

    private final Catalogs catalogs;
    private final KeptReleases releases;

    ReleaseController(Catalogs catalogs, KeptReleases releases) {
        this.catalogs = catalogs;
        this.releases = releases;
    }

    @GetMapping(ApiPaths.ROOT + "/releases")
    Answer releases(HttpServletRequest request, Actor actor) {
        Parameters.none(request);
        var body = Json.object().put("served", catalogs.current().release());
        var list = body.putArray("releases");
        for (var release : releases.list()) {
            list.addObject()
                    .put("number", release.number())
                    .put("hash", release.hash())
                    .put("state", release.state())
                    .put("at", JsonValues.moment(release.at()));
        }
        return Answer.ok(body);
    }
}
