package org.casewright.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A file is chosen in a form, shown, saved with the record, replaced, and read again. */
@ExtendWith(RunningApplication.Shared.class)
class AttachingIT {

    @Test
    void aPictureIsChosenShownSavedAndReplaced(RunningApplication application, @TempDir Path folder)
            throws IOException {
        var front = Pictures.file(folder, "front.png", 240, new Color(60, 110, 160));
        var back = Pictures.file(folder, "back.png", 300, new Color(160, 90, 60));
        var large = Files.write(folder.resolve("large.png"), new byte[(1 << 20) + 1]);
        var words = Files.writeString(folder.resolve("words.png"), "only words");
        try (var browser = new Browser(application.address())) {
            browser.signIn("lib.knf");
            browser.open("/library/book/new");
            browser.fill("/title", "A book with a cover");
            browser.attach("/cover", large);
            browser.reads("This file is too large: at most 1 MB.");
            browser.attach("/cover", words);
            browser.reads("By its content this file is text/plain");
            browser.picture("attaching-refused");

            browser.attach("/cover", front);
            browser.reads("front.png");
            browser.readsNoMore("By its content this file is text/plain");
            browser.seesPicture("[data-field='/cover'] img", 240);
            browser.picture("attaching");
            browser.press("Save");
            browser.find(".rh");
            browser.reads("front.png");
            browser.seesPicture(".file img", 240);
            browser.picture("attached");

            var books = application.get("lib.knf", "library/book?q=cover");
            var cover = books.at("/items/0/cover");
            assertThat(cover.path("name").asString()).isEqualTo("front.png");
            assertThat(cover.path("size").asLong()).isEqualTo(Files.size(front));

            browser.press("Edit");
            browser.attach("/cover", back);
            // The upload says its name before the server has it; its picture is shown when it has.
            browser.seesPicture("[data-field='/cover'] img", 300);
            browser.press("Save");
            browser.readsNoMore("Cancel");
            browser.seesPicture(".file img", 300);
            browser.reads("front.png");
            browser.picture("attached-again");
        }
    }
}
