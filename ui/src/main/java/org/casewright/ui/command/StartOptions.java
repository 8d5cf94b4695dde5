package org.casewright.ui.command;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a start was asked for beyond address and database.
 *
 * @param modules folders with definition files, each a module or a set of modules
 * @param demo whether demonstration units, users and records shall exist; unsaid: where the own database is new
 * @param apply whether the folders' state is applied although a release exists
 * @param watch whether it is applied again whenever a file in them was saved
 */
record StartOptions(List<Path> modules, @Nullable Boolean demo, boolean apply, boolean watch) {
    StartOptions {
        modules = List.copyOf(modules);
    }
}
