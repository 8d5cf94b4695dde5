package org.casewright.ui.list;

import static org.casewright.ui.part.Words.text;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.stream.Collectors;
import org.casewright.records.BulkJobs;
import org.casewright.records.BulkJobs.Failed;
import org.casewright.records.BulkJobs.Job;

/** What a job has done, and what it could not. */
final class BulkResult {
    private BulkResult() {}

    static Component of(Job job, List<Failed> failed) {
        var all = new Div();
        all.addClassName("stack");
        var said = new Paragraph(
                text("{0, plural, one{# record is changed.} other{# records are changed.}}", job.changed()));
        said.getElement().setAttribute("role", "status");
        all.add(said);
        if (job.state() == Job.State.CANCELLED) {
            all.add(new Paragraph(text("It was stopped. What was changed stays so; the rest is as it was.")));
        }
        if (job.failed() > 0) {
            all.add(
                    new Paragraph(text(
                            "{0, plural, one{# could not be changed:} other{# could not be changed:}}", job.failed())),
                    list(job, failed));
        }
        return all;
    }

    private static Component list(Job job, List<Failed> failed) {
        var list = new UnorderedList();
        list.addClassName("failures");
        for (var each : failed) {
            var line = new ListItem();
            var record = each.record();
            line.add(
                    record == null
                            ? new Span(text("A record that is not open to you any more"))
                            : new Anchor(job.entity() + "/" + record.id(), each.title()));
            line.add(new Span(each.why().stream().map(BulkJobs.Why::message).collect(Collectors.joining(" "))));
            list.add(line);
        }
        if (failed.size() < job.failed()) {
            list.add(
                    new ListItem(text("{0, plural, one{and # more} other{and # more}}", job.failed() - failed.size())));
        }
        return list;
    }
}
