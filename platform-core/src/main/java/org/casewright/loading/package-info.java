/**
 * From folders of definition files to a {@link org.casewright.catalog.Catalog}: JSON with places, meta-schemas, names,
 * references, expressions, workflows. Says every problem at once, each with file, line, column and pointer.
 * {@link org.casewright.loading.ModuleLoader} is the door; the rest is hidden.
 */
@NullMarked
package org.casewright.loading;

import org.jspecify.annotations.NullMarked;
