package org.casewright.ui.form;

import java.util.function.Supplier;
import org.casewright.access.Actor;
import org.casewright.catalog.Catalog;
import org.casewright.exchange.Attachments;
import org.casewright.identity.Directory;
import org.casewright.records.Records;
import org.casewright.ui.part.Values;

/** What a form needs of the world while it is open; the actor is asked for anew at each use. */
public record FormContext(
        Catalog catalog,
        Records records,
        Attachments attachments,
        Directory directory,
        Supplier<Actor> actor,
        Values values) {}
