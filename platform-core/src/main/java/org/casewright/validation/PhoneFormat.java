package org.casewright.validation;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import org.casewright.matching.Phones;

/** Phone numbers, as E.164 writes them. */
final class PhoneFormat implements Format {

    static final String NAME = "phone";

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
        return Phones.isNumber(value);
    }
}
