package org.casewright.ui.list;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.casewright.TestPlatform;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.catalog.Catalogs;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.ViewDefinition;
import org.casewright.definition.ViewDefinition.Sort;
import org.casewright.entity.EntityRecord;
import org.casewright.exchange.Attachments;
import org.casewright.identity.Directory;
import org.casewright.oracle.AccessOracle;
import org.casewright.oracle.AccessOracle.User;
import org.casewright.oracle.PlayedWorld;
import org.casewright.oracle.RandomWorld;
import org.casewright.records.Query;
import org.casewright.records.Records;
import org.casewright.ui.form.DerivedLayout;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.form.FormModel;
import org.casewright.ui.form.FormView;
import org.casewright.ui.part.Values;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In worlds by chance: the rows and cells of a list, and what stands on a record's page and in its form, are for each user what a
 * small model of the rules says, and not a value more.
 */
class PagesOracleTest {

    private static final int WORLDS =
            Integer.getInteger("casewright.worlds", Boolean.getBoolean("casewright.long") ? 20 : 3);
    private static final int THINGS = 20;
    private static final int MOST = 200;

    @TempDir
    private Path folder = Path.of("");

    private long decisions;

    @Test
    void everyPageSaysWhatTheModelSays() throws IOException {
        var seed = Long.getLong("casewright.seed", System.nanoTime());
        var random = new Random(seed);
        for (var n = 0; n < WORLDS; n++) {
            var world = new RandomWorld(new Random(random.nextLong()));
            try (var platform =
                    TestPlatform.with(world.writeTo(folder.resolve("n" + n).resolve("world")))) {
                var played = new PlayedWorld(world, platform, THINGS);
                played.users().forEach(user -> new Look(platform, played, user).look());
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("world " + n + " of -Dcasewright.seed=" + seed, e);
            }
        }
        System.out.printf("Pages: seed %d, %d worlds, %,d decisions, no difference%n", seed, WORLDS, decisions);
        // Each of nine people opens each record, in a world in which nobody sees anything too.
        assertThat(decisions).isGreaterThanOrEqualTo(9L * 2 * THINGS * WORLDS);
    }

    /** One user looks at all there is. */
    private final class Look {

        private final PlayedWorld world;
        private final User user;
        private final Records records;
        private final Actor actor;
        private final Catalog catalog;
        private final Values values;
        private final FormContext context;

        Look(TestPlatform platform, PlayedWorld world, User user) {
            this.world = world;
            this.user = user;
            this.records = platform.records();
            this.actor = platform.actor(user.name());
            this.catalog = platform.bean(Catalogs.class).current();
            this.values = new Values(catalog, Locale.ENGLISH, ZoneId.of("UTC"));
            this.context = new FormContext(
                    catalog,
                    records,
                    platform.bean(Attachments.class),
                    platform.bean(Directory.class),
                    () -> actor,
                    values);
        }

        void look() {
            list("thing", world.things(user));
            list("part", world.parts(user));
            world.all("thing")
                    .forEach(id -> page("thing", id, world.things(user).get(id)));
            world.all("part").forEach(id -> page("part", id, world.parts(user).get(id)));
        }

        private void list(String name, Map<String, Set<String>> open) {
            var entity = catalog.entity("world/" + name);
            if (!records.privileges(entity.ref(), null, actor).contains("read")) {
                assertThat(open).as(user + " has no list of " + name).isEmpty();
                return;
            }
            var columns = ListColumn.of(
                    new ListColumn.Offered(
                            catalog, entity, each -> records.readable(each, actor), records.sortable(entity, actor)),
                    (ViewDefinition) null);
            assertThat(cells(columns, Query.of(entity.ref())))
                    .as(user + " lists " + name)
                    .isEqualTo(open);
            decisions += world.all(name).size() * (1L + AccessOracle.PROPERTIES.size());
            offered(entity);
            for (var column : columns) {
                if (column.sortable()) {
                    sorted(entity.ref(), columns, column.key(), open);
                }
            }
        }

        /** Columns and filters are offered of what may be known, and of all of it that can be a column or be asked. */
        private void offered(EntityDefinition entity) {
            var open = new ListColumn.Offered(
                    catalog, entity, each -> records.readable(each, actor), records.sortable(entity, actor));
            var known = AccessOracle.PROPERTIES.keySet().stream()
                    .flatMap(name -> entity.property(name).stream())
                    .filter(records.readable(entity, actor)::has)
                    .map(PropertyDefinition::name)
                    .collect(Collectors.toSet());
            assertThat(AccessOracle.PROPERTIES.keySet().stream()
                            .filter(name -> ListColumn.all(open).stream()
                                    .anyMatch(each -> each.key().equals(name))))
                    .as(user + " is offered columns of " + entity.name())
                    .containsExactlyInAnyOrderElementsOf(known);
            assertThat(AccessOracle.PROPERTIES.keySet().stream()
                            .filter(name -> Asked.of(catalog, entity, open.open()).stream()
                                    .anyMatch(each -> each.path().getFirst().equals(name))))
                    .as(user + " is offered filters of " + entity.name())
                    .isSubsetOf(known);
            decisions += 2L * AccessOracle.PROPERTIES.size();
        }

        /** What is not open in all that are listed is not offered to put them in order. */
        private void sorted(String entity, List<ListColumn> columns, String by, Map<String, Set<String>> open) {
            var order = List.of(new Sort(by, false));
            assertThat(cells(columns, Query.of(entity).sortedBy(order)))
                    .as(user + " sorts by " + by)
                    .isEqualTo(open);
            if (AccessOracle.PROPERTIES.containsKey(by)) {
                assertThat(open.values()).allMatch(seen -> seen.contains(by));
            }
            decisions += open.size();
        }

        /** Id -> the columns in which something stands, which is what was entered there. */
        private Map<String, Set<String>> cells(List<ListColumn> columns, Query query) {
            var rows = new Rows(records, catalog, values, columns, query);
            var cells = new TreeMap<String, Set<String>>();
            for (var row : rows.fetch(0, MOST, actor)) {
                var id = row.id().toString();
                var filled = new TreeSet<String>();
                for (var i = 0; i < columns.size(); i++) {
                    var name = columns.get(i).key();
                    if (AccessOracle.PROPERTIES.containsKey(name)
                            && !row.cell(i).text().isEmpty()) {
                        assertThat(row.cell(i).text()).isEqualTo(world.value(name, id));
                        filled.add(name);
                    }
                }
                cells.put(id, filled);
            }
            assertThat(rows.count()).as(user + " counts").isEqualTo(cells.size());
            return cells;
        }

        private void page(String name, String id, @Nullable Set<String> seen) {
            var found = records.get("world/" + name, id, actor);
            assertThat(found.isPresent()).as(user + " opens " + id).isEqualTo(seen != null);
            decisions++;
            if (seen == null) {
                return;
            }
            var record = found.orElseThrow();
            var model = new FormModel(context, record, false);
            assertThat(told(id, read(model))).as(user + " reads of " + id).isEqualTo(seen);
            if (records.privileges("world/" + name, record, actor).contains("write")) {
                assertThat(seen).as(user + " edits of " + id).containsAll(told(id, edited(model)));
            }
            titles(record, id, seen);
            decisions += 3L * AccessOracle.PROPERTIES.size();
        }

        private String read(FormModel model) {
            var entity = model.root().entity();
            var layout = DerivedLayout.withRelated(catalog, entity, DerivedLayout.of(catalog, entity));
            var options = new FormView.Options(false, inverse -> false, inverse -> {}, () -> {});
            return new FormView(model, layout, options, Locale.ENGLISH)
                    .getElement()
                    .getTextRecursively();
        }

        private String edited(FormModel model) {
            var layout = DerivedLayout.of(catalog, model.root().entity());
            var view = new FormView(model, layout, FormView.Options.entering(() -> {}), Locale.ENGLISH);
            var text = new StringBuilder(view.getElement().getTextRecursively());
            all(view)
                    .filter(AbstractField.class::isInstance)
                    .forEach(field -> text.append(' ').append(((AbstractField<?, ?>) field).getValue()));
            return text.toString();
        }

        /** A record is called by its colour, where that may be known; also where another points to it. */
        private void titles(EntityRecord record, String id, Set<String> seen) {
            var called = records.ownTitles(List.of(record), actor).get(record.id());
            if (record.entity().ref().equals("world/thing")) {
                assertThat(told(id, String.valueOf(called)))
                        .isEqualTo(seen.contains("colour") ? Set.of("colour") : Set.of());
                return;
            }
            var thing = world.thingOf(id);
            var title = records.titles(List.of(record), actor).get(UUID.fromString(thing));
            var known = world.things(user).getOrDefault(thing, Set.of());
            assertThat(told(thing, String.valueOf(title)))
                    .as(user + " is told what a part belongs to")
                    .isEqualTo(known.contains("colour") ? Set.of("colour") : Set.of());
        }

        /** The properties whose values stand in a text. */
        private Set<String> told(String id, String text) {
            var told = new TreeSet<String>();
            AccessOracle.PROPERTIES.keySet().stream()
                    .filter(name -> text.contains(world.value(name, id)))
                    .forEach(told::add);
            return told;
        }
    }

    private static Stream<Component> all(Component root) {
        return Stream.concat(Stream.of(root), root.getChildren().flatMap(PagesOracleTest::all));
    }
}
