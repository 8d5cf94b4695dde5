package org.casewright.ui.record;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.casewright.definition.CodeList;
import org.casewright.definition.PropertyType;
import org.casewright.entity.EntityRecord;
import org.casewright.identity.Directory;
import org.casewright.ui.form.FormContext;
import org.casewright.ui.form.Portrait;
import org.casewright.ui.part.Status;
import org.casewright.ui.part.Values;
import org.jspecify.annotations.Nullable;

/** The head of a record's page: what it is called, how it stands, whose it is; and what can be done with it. */
public class RecordHead extends Div {

    private static final long serialVersionUID = 1L;

    private static final Set<String> ALARMING = Set.of("wait", "bad");

    public RecordHead(FormContext context, EntityRecord record, String title, Component... actions) {
        addClassName("rh");
        var heading = new Div(new H1(title));
        heading.addClassNames("row", "gap12", "wrap");
        var status = status(context, record);
        if (status != null) {
            heading.add(status);
        }
        if (record.system().retired()) {
            heading.add(tag(text("Retired")));
        }
        alerts(context, record).forEach(heading::add);
        var system = record.system();
        var facts = new Div();
        facts.addClassName("facts");
        var number = system.number();
        if (number != null && !title.contains(number)) {
            var shown = new Span();
            shown.getElement().appendChild(new Element("b").appendChild(new Element("bdi").setText(number)));
            facts.add(shown);
        }
        context.directory()
                .unit(system.unit())
                .map(Directory.Unit::name)
                .ifPresent(unit -> facts.add(fact(text("Unit"), unit)));
        if (system.owner() != null) {
            context.directory()
                    .account(system.owner())
                    .ifPresent(owner -> facts.add(fact(text("Owner"), owner.title())));
        }
        if (system.statusReason() != null) {
            facts.add(fact(text("Reason"), reason(context, record, system.statusReason())));
        }
        facts.add(fact(text("Changed"), context.values().moment(system.updatedAt())));
        var words = new Div(heading, facts);
        words.addClassName("grow");
        var buttons = new Div(actions);
        buttons.addClassName("row");
        Portrait.of(context, record).ifPresent(this::add);
        add(words, buttons);
    }

    /** Besides the status by which it lives: what a code list draws as something that waits or that somebody must see to. */
    private static List<Status> alerts(FormContext context, EntityRecord record) {
        var lifecycle = record.entity().lifecycle();
        return record.entity().properties().values().stream()
                .filter(property -> lifecycle == null || !lifecycle.property().equals(property.name()))
                .flatMap(property -> property.type() instanceof PropertyType.Code(var ref)
                                && record.value(property.name()) instanceof String code
                        ? alert(context.catalog().codeList(ref), code).stream()
                        : Stream.empty())
                .toList();
    }

    private static Optional<Status> alert(CodeList list, String code) {
        var found = list.codes().get(code);
        return found != null && found.shade() != null && ALARMING.contains(found.shade())
                ? Optional.of(Status.of(list, code).asPill())
                : Optional.empty();
    }

    /** The status by which the record lives, or the first code that is a status; null where it has none. */
    public static @Nullable Status status(FormContext context, EntityRecord record) {
        var lifecycle = record.entity().lifecycle();
        for (var property : record.entity().properties().values()) {
            if (property.type() instanceof PropertyType.Code(var ref)
                    && (lifecycle == null || lifecycle.property().equals(property.name()))
                    && record.value(property.name()) instanceof String code) {
                var list = context.catalog().codeList(ref);
                if (lifecycle != null || Values.isStatus(list)) {
                    return Status.of(list, code).asPill();
                }
            }
        }
        return null;
    }

    private static String reason(FormContext context, EntityRecord record, String code) {
        var lifecycle = record.entity().lifecycle();
        return lifecycle == null || lifecycle.reasons() == null
                ? code
                : context.catalog().codeList(lifecycle.reasons()).titleOf(code);
    }

    private static Span fact(String name, String value) {
        var fact = new Span(name + " ");
        fact.getElement().appendChild(new Element("b").setText(value).setAttribute("dir", "auto"));
        return fact;
    }

    private static Span tag(String text) {
        var tag = new Span(text);
        tag.addClassName("tag");
        return tag;
    }
}
