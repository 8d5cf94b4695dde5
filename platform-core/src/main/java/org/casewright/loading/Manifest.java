package org.casewright.loading;

import java.util.List;
import java.util.Map;
import org.casewright.definition.ModuleDefinition.SettingDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What {@code module.json} says.
 *
 * @param damaged whether something of it was refused, so that what is not here may be in the file
 */
record Manifest(
        String name,
        String version,
        String title,
        @Nullable String icon,
        int order,
        Map<String, String> needs,
        List<String> main,
        Map<String, String> roles,
        Map<String, SettingDefinition> settings,
        boolean damaged) {}
