package org.casewright.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.casewright.definition.ProcessDefinition.Outcome;
import org.casewright.expression.Expression;
import org.casewright.process.ServiceInputs.Input;
import org.jspecify.annotations.Nullable;

/**
 * What a process file says about a step for a person, beyond BPMN.
 *
 * @param form {@code module/form}; null when nothing is edited
 * @param subject FEEL that gives the record it is about; null for the process's record
 * @param team the partner's team that it is given to; null for none
 * @param notSameAs who must not do it; null where anybody may to whom it is offered
 */
record UserStep(
        @Nullable String form,
        List<Outcome> outcomes,
        @Nullable Expression subject,
        @Nullable Input team,
        @Nullable FourEyes notSameAs) {

    static UserStep of(String module, @Nullable String formKey, Map<String, String> properties) {
        var subject = properties.get("subject");
        var team = properties.get("partnerTeam");
        var notSameAs = properties.get("notSameAs");
        return new UserStep(
                form(module, formKey),
                outcomes(properties.getOrDefault("outcomes", "")),
                subject == null ? null : Expressions.parse(subject.strip().replaceFirst("^=", "")),
                team == null ? null : ServiceInputs.input(team),
                notSameAs == null ? null : FourEyes.of(notSameAs));
    }

    private static @Nullable String form(String module, @Nullable String formKey) {
        if (formKey == null || !formKey.startsWith("form:")) {
            return null;
        }
        var name = formKey.substring("form:".length()).strip();
        return name.contains("/") ? name : module + "/" + name;
    }

    /** {@code back=Returned, lost=Lost!}: names, titles, and whether a comment must be written. */
    private static List<Outcome> outcomes(String text) {
        var outcomes = new ArrayList<Outcome>();
        for (var part : text.split(",", -1)) {
            var trimmed = part.strip();
            if (!trimmed.isEmpty()) {
                var comment = trimmed.endsWith("!");
                var said = comment ? trimmed.substring(0, trimmed.length() - 1).strip() : trimmed;
                var equals = said.indexOf('=');
                var name = equals < 0 ? said : said.substring(0, equals).strip();
                outcomes.add(new Outcome(
                        name, equals < 0 ? said : said.substring(equals + 1).strip(), comment));
            }
        }
        return List.copyOf(outcomes);
    }
}
