package org.casewright.ui.record;

import org.casewright.process.Operations;
import org.casewright.process.Tasks;
import org.casewright.records.BreakGlass;
import org.casewright.records.Drafts;
import org.casewright.records.Notes;
import org.casewright.records.Recent;
import org.casewright.records.Shares;
import org.springframework.stereotype.Component;

/** The front doors through which a record's page does its work, besides that of the records themselves. */
@Component
record Doors(
        Tasks tasks,
        Operations operations,
        BreakGlass glass,
        Shares shares,
        Drafts drafts,
        Notes notes,
        Recent recent,
        Pasts pasts) {}
