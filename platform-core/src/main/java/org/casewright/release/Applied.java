package org.casewright.release;

import java.util.List;

/**
 * What came of an application.
 *
 * @param changed false when the files were already served
 * @param statements the SQL that was run
 */
public record Applied(Release release, boolean changed, List<String> statements) {
    public Applied {
        statements = List.copyOf(statements);
    }
}
