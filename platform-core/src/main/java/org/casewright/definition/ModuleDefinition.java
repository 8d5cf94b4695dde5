package org.casewright.definition;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A module: everything its folder says.
 *
 * @param name kebab-case
 * @param order position in menus, small first
 * @param main names of the entities that the menu shows first
 * @param roles role id -> title
 * @param entities by name
 * @param codeLists by name
 * @param forms by name
 * @param views in the files' order
 * @param processes by id
 * @param decisions by name
 * @param messages by name
 * @param data rows of reference entities: entity name -> rows, each property name -> text
 * @param demo units, users and records; null for none
 * @param scenarios in the order of their names
 * @param files every file's path and content as it was read, for the release's archive and hash
 */
public record ModuleDefinition(
        String name,
        String version,
        String title,
        @Nullable String icon,
        int order,
        Map<String, String> needs,
        List<String> main,
        Map<String, String> roles,
        Map<String, SettingDefinition> settings,
        Map<String, EntityDefinition> entities,
        Map<String, CodeList> codeLists,
        Map<String, FormDefinition> forms,
        List<ViewDefinition> views,
        Map<String, ProcessDefinition> processes,
        Map<String, DecisionDefinition> decisions,
        Map<String, MessageDefinition> messages,
        AccessDefinition access,
        Map<String, List<Map<String, String>>> data,
        @Nullable JsonNode demo,
        List<ScenarioDefinition> scenarios,
        Map<String, byte[]> files) {

    public ModuleDefinition {
        needs = Map.copyOf(needs);
        main = List.copyOf(main);
        roles = Map.copyOf(roles);
        settings = Map.copyOf(settings);
        entities = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(entities));
        codeLists = Map.copyOf(codeLists);
        forms = Map.copyOf(forms);
        views = List.copyOf(views);
        processes = Map.copyOf(processes);
        decisions = Map.copyOf(decisions);
        messages = Map.copyOf(messages);
        data = Map.copyOf(data);
        scenarios = List.copyOf(scenarios);
        files = Map.copyOf(files);
    }

    /** The same module with its entities held by other tables. */
    public ModuleDefinition stored(Map<String, EntityDefinition> otherEntities) {
        return new ModuleDefinition(
                name,
                version,
                title,
                icon,
                order,
                needs,
                main,
                roles,
                settings,
                otherEntities,
                codeLists,
                forms,
                views,
                processes,
                decisions,
                messages,
                access,
                data,
                demo,
                scenarios,
                files);
    }

    /** The same module, whose processes are called otherwise. */
    public ModuleDefinition called(Map<String, ProcessDefinition> otherProcesses) {
        return new ModuleDefinition(
                name,
                version,
                title,
                icon,
                order,
                needs,
                main,
                roles,
                settings,
                entities,
                codeLists,
                forms,
                views,
                otherProcesses,
                decisions,
                messages,
                access,
                data,
                demo,
                scenarios,
                files);
    }

    /**
     * A value that an organisation sets.
     *
     * @param type {@code integer number string boolean date duration deadline}
     * @param by code property that chooses among a deadline's values; null for a plain value
     */
    public record SettingDefinition(
            String name,
            String title,
            String type,
            @Nullable String by,
            boolean perUnit,
            JsonNode defaultValue) {}
}
