package org.casewright.loading;

import java.util.List;
import java.util.Map;
import org.casewright.definition.ModuleDefinition.SettingDefinition;
import org.jspecify.annotations.Nullable;

/** What {@code module.json} says. */
record Manifest(
        String name,
        String version,
        String title,
        @Nullable String icon,
        int order,
        Map<String, String> needs,
        List<String> main,
        Map<String, String> roles,
        Map<String, SettingDefinition> settings) {}
