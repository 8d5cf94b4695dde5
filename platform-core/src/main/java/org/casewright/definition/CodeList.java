package org.casewright.definition;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list of codes.
 *
 * @param module kebab-case
 * @param ordered whether {@code rank(code)} is defined
 * @param codes in the file's order
 */
public record CodeList(String module, String name, String title, boolean ordered, Map<String, Code> codes) {

    public CodeList {
        codes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(codes));
    }

    /** {@code module/name}. */
    public String ref() {
        return module + "/" + name;
    }

    /** The title of a code, or the code itself when the list does not know it. */
    public String titleOf(String code) {
        var found = codes.get(code);
        return found == null ? code : found.title();
    }

    /** The titles from the topmost code of a hierarchy down to this one. */
    public String path(String code) {
        var titles = new ArrayDeque<String>();
        for (var at = codes.get(code); at != null && titles.size() <= codes.size(); at = parentOf(at)) {
            titles.addFirst(at.title());
        }
        return titles.isEmpty() ? code : String.join(" \u203a ", titles);
    }

    private @Nullable Code parentOf(Code code) {
        return code.parent() == null ? null : codes.get(code.parent());
    }

    /** The codes that are offered for new values. */
    public List<Code> offered() {
        return codes.values().stream().filter(code -> !code.deprecated()).toList();
    }

    /**
     * One code.
     *
     * @param shade how a status looks: {@code ok wait bad new idle}; null for none
     * @param deprecated stays readable, is no longer offered
     */
    public record Code(
            String code,
            String title,
            @Nullable String parent,
            @Nullable String shade,
            boolean deprecated,
            @Nullable String replacedBy) {}
}
