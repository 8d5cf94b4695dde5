/**
 * Sentences of the platform in the reader's language. The English text is the key, as in the modules' own {@code i18n} files; plain
 * data that knows nothing else.
 */
@NullMarked
package org.casewright.text;

import org.jspecify.annotations.NullMarked;
