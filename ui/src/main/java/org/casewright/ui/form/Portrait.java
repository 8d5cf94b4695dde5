package org.casewright.ui.form;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import java.util.Comparator;
import java.util.Optional;
import org.casewright.definition.EntityDefinition;
import org.casewright.definition.PropertyDefinition;
import org.casewright.definition.PropertyType;
import org.casewright.entity.Attachment;
import org.casewright.entity.EntityRecord;
import org.casewright.ui.part.Icon;
import org.jspecify.annotations.Nullable;

/**
 * The picture by which a record is known at a glance: what is in its first property that takes pictures alone, one that is entered
 * as a photo before all others. An empty frame where there is none yet.
 */
public final class Portrait {

    private static final String PHOTO = "photo";

    private Portrait() {}

    /** The picture, for a title that stands beside it; empty where records of the entity have none. */
    public static Optional<Component> of(FormContext context, EntityRecord record) {
        return property(record.entity())
                .filter(context.records().known(record, context.actor().get())::has)
                .map(property -> frame(context, record, record.value(property.name())));
    }

    private static Optional<PropertyDefinition> property(EntityDefinition entity) {
        return entity.properties().values().stream()
                .filter(property -> property.type() instanceof PropertyType.Attachment file
                        && file.types().stream().allMatch(type -> type.startsWith("image/")))
                .min(Comparator.comparing(property -> !PHOTO.equals(property.widget())));
    }

    private static Component frame(FormContext context, EntityRecord record, @Nullable Object value) {
        var icon = record.entity().icon();
        var frame = new Div();
        frame.addClassName("portrait");
        if (value instanceof Attachment file && Files.isPicture(file)) {
            frame.add(new Image(
                    Files.served(() -> context.attachments()
                            .ofRecord(
                                    record.entity().ref(),
                                    record.id().toString(),
                                    file.id(),
                                    context.actor().get())),
                    ""));
        } else {
            frame.add(new Icon(icon == null ? "cam" : icon));
        }
        return frame;
    }
}
