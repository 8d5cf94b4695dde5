package org.casewright.ui.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.Stream;
import org.casewright.TestPlatform;
import org.casewright.catalog.Catalogs;
import org.casewright.entity.KeptDraft;
import org.casewright.entity.Uuids;
import org.casewright.exchange.Attachments;
import org.casewright.identity.Directory;
import org.casewright.records.Drafts;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.part.Values;
import org.junit.jupiter.api.Test;

/** What was begun on a page and not saved is offered until somebody has really taken it. */
class BegunTest {

    private static final Path DESK = Path.of("../platform-core/src/test/resources/modules/desk");
    private static final String ADDRESS = "desk/visit/new";

    @Test
    void theOfferStaysWhileItIsAskedWhatBecomesOfTheRest() {
        try (var platform = TestPlatform.with(DESK)) {
            var actor = platform.actor("desk.low");
            var drafts = platform.bean(Drafts.class);
            drafts.keep(
                    Uuids.next(),
                    new Drafts.Place(ADDRESS, "desk/visit", null, null),
                    TestPlatform.json("{'values': {'name': 'Ada'}}"),
                    actor);
            var catalog = platform.bean(Catalogs.class).current();
            var context = new FormContext(
                    catalog,
                    platform.records(),
                    platform.bean(Attachments.class),
                    platform.bean(Directory.class),
                    () -> actor,
                    new Values(catalog, Locale.ENGLISH, ZoneId.of(actor.zone())));
            var taken = new ArrayList<KeptDraft>();
            var begun = new Begun(drafts, context, ADDRESS, taken::add);

            goOn(begun).findFirst().orElseThrow().click();

            assertThat(taken).hasSize(1);
            assertThat(goOn(begun))
                    .as("the page may have asked, and been told to stay")
                    .hasSize(1);
        }
    }

    private static Stream<Button> goOn(Begun begun) {
        return all(begun)
                .filter(Button.class::isInstance)
                .map(Button.class::cast)
                .filter(button -> button.getText().equals("Go on"));
    }

    private static Stream<Component> all(Component root) {
        return Stream.concat(Stream.of(root), root.getChildren().flatMap(BegunTest::all));
    }
}
