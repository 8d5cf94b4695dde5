package org.casewright.ui.shell;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Inline;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.lumo.Lumo;

/** The document: Lumo, then our look, then the bridge between the two. Nothing is bundled. */
@StyleSheet(Lumo.STYLESHEET)
@StyleSheet("context://look/ui.css")
@StyleSheet("context://look/lumo-bridge.css")
@Viewport("width=device-width, initial-scale=1")
public class AppShell implements AppShellConfigurator {

    private static final long serialVersionUID = 1L;

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setPageTitle(Page.NAME);
        settings.addLink("icon", "look/favicon.svg");
        settings.addMetaTag("color-scheme", "light dark");
        settings.addInlineFromFile(
                Inline.Position.PREPEND, "META-INF/resources/look/scheme.js", Inline.Wrapping.JAVASCRIPT);
    }
}
